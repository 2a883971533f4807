/* What the scripts of the page find in the browser beside the standard: the drawing library, the
   data as Python wrote it, and elements whose kind their id tells. */
declare const vis: any;

interface Window {
  explorer: any;
}
interface Document {
  getElementById(id: string): any;
}
interface ParentNode {
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface EventTarget {
  tagName?: string;
}
