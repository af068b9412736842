// What all pages share. Text reaches the document as text alone, never as markup.

/** An element with attributes and children (text or elements). */
export function element(name, attributes = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...[children].flat());
  return made;
}

/** The JSON at an address; throws an Error with what the server's problem document says. */
export async function ask(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(await told(response));
  return response.json();
}

/** What a refusal says: detail and remedy of a problem document (RFC 9457), else the status. */
export async function told(response) {
  const text = await response.text();
  try {
    const { detail, remedy } = JSON.parse(text);
    return [detail, remedy].filter(Boolean).join("; ") || `${response.status} ${response.statusText}`;
  } catch {
    return text.slice(0, 500) || `${response.status} ${response.statusText}`;
  }
}
