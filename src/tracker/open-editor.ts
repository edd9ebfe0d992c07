export { editFile, gitEditor } from '../git/editor.ts';
