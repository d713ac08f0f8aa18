const element = (name, text, parent) => { const e = document.createElement(name); e.textContent = text; parent.append(e); return e; };
const shapeOf = (doc, schema, depth = 0) => {
  if (!schema) return 'file';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return depth > 3 ? name : shapeOf(doc, doc.components.schemas[name], depth + 1);
  }
  if (schema.type === 'array') return [shapeOf(doc, schema.items, depth + 1)];
  if (schema.type === 'object' || schema.properties)
    return Object.fromEntries(Object.entries(schema.properties || {}).map(([k, v]) => [k, shapeOf(doc, v, depth + 1)]));
  return schema.enum ? schema.enum.join(' | ') : (schema.format || schema.type || 'any');
};
fetch('/api/v1/openapi.json').then((r) => r.json()).then((doc) => {
  const main = document.getElementById('routes');
  main.textContent = '';
  const tags = {};
  for (const [path, methods] of Object.entries(doc.paths))
    for (const [method, route] of Object.entries(methods))
      (tags[route.tags[0]] ||= []).push({ path, method, route });
  for (const [tag, routes] of Object.entries(tags)) {
    element('h2', tag, main);
    for (const { path, method, route } of routes) {
      const box = element('details', '', main);
      const head = element('summary', '', box);
      element('span', method.toUpperCase(), head).className = 'method';
      element('code', path, head);
      element('span', ' ' + route.summary, head).className = 'note';
      if (route.description) element('p', route.description, box).className = 'note';
      const query = route.parameters.filter((p) => p.in !== 'path').map((p) => p.name + ' (' + p.in + ')');
      if (query.length) element('p', 'Takes: ' + query.join(', '), box);
      const body = route.requestBody?.content['application/json'].schema;
      if (body) { element('p', 'Body', box); element('pre', JSON.stringify(shapeOf(doc, body), null, 2), box); }
      const answer = Object.entries(route.responses).find(([code]) => code !== 'default');
      const content = answer[1].content && Object.entries(answer[1].content)[0];
      element('p', 'Answers ' + answer[0] + (content ? ' ' + content[0] : ''), box);
      if (content && content[0] === 'application/json')
        element('pre', JSON.stringify(shapeOf(doc, content[1].schema), null, 2), box);
    }
  }
});
