// Asks Jena every query of a folder over one file of triples, and writes the answers as CSV.
// Arguments: the file, the folder of queries, the folder of answers.
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

public class Jena {
  public static void main(String[] given) throws Exception {
    Model model = RDFDataMgr.loadModel(given[0]);
    for (File query : new File(given[1]).listFiles((folder, name) -> name.endsWith(".rq"))) {
      String name = query.getName().replace(".rq", ".csv");
      try (QueryExecution asked = QueryExecutionFactory.create(QueryFactory.read(query.getPath()), model);
          OutputStream out = new FileOutputStream(new File(given[2], name))) {
        ResultSetFormatter.outputAsCSV(out, asked.execSelect());
      }
    }
  }
}
