// Prints what keeps an ontology out of the OWL 2 DL profile, one violation on a line.
// Arguments: the files, imported ones first; they are read from disk, never from the net.
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

public class Profile {
  public static void main(String[] files) throws Exception {
    OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
    OWLOntology last = null;
    for (String file : files) last = manager.loadOntologyFromOntologyDocument(new File(file));
    for (OWLProfileViolation found : new OWL2DLProfile().checkOntology(last).getViolations())
      System.out.println(found);
    System.out.println(last.getAxiomCount() + " axioms, imports " + last.getImports().size());
  }
}
