/** Puts a file into a form as WeCom takes it: one field `media`, with the name under which people see it. */
export function fileForm(name: string, bytes: Uint8Array): FormData {
  const form = new FormData();
  // A copy, because a view of shared memory is no part of a form.
  form.append('media', new Blob([Uint8Array.from(bytes)]), name);
  return form;
}
