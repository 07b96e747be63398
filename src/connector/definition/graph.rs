//! How schemas refer to each other: what a schema holds with everything behind its references, and what goes in circles.
//!
//! A tree is a schema that no other schema holds, with all schemas inside it; references lead from trees to the trees
//! below `definitions`. All questions are answered from the strongly connected components of that graph, so that the
//! cost stays linear however many references lead back, and nothing recurses along them.

use std::borrow::Cow;
use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use super::{Definition, Keyword, Relation, Schema, SchemaPlace};
use crate::json::Node;

/// Sizes are counted exactly up to here; the platform allows no more below one root.
pub const MOST_COUNTED: usize = 512;

/// A root schema and what is written inside it.
#[derive(Debug, Default)]
struct Tree {
    /// How many schemas it holds, references left out: they stand for what they refer to.
    size: usize,
    /// How deeply its schemas are nested; the root alone is 1.
    depth: usize,
    /// The trees that it refers to, with the depth at which their roots stand.
    references: Vec<(usize, usize)>,
    /// Those that every value of it must contain: referred to by required properties and `allOf` alone.
    demands: Vec<usize>,
}

/// The references between all schemas of a definition.
#[derive(Debug)]
pub struct SchemaGraph {
    trees: Vec<Tree>,
    /// By the number of each schema the number of the tree whose root it is.
    tree_of_root: Vec<Option<usize>>,
    /// The number of each tree's root schema.
    roots: Vec<usize>,
    components: Components,
    /// For each component: the schemas of its trees, the components that they refer to, and what follows from both.
    sizes: Vec<usize>,
    targets: Vec<Vec<usize>>,
    depths: Vec<usize>,
    /// For each component, what [`SchemaGraph::measure`] tells; made when it is first asked for.
    whole_sizes: OnceCell<Vec<Option<usize>>>,
}

impl SchemaGraph {
    pub(super) fn of(definition: &Definition<'_>) -> Self {
        let (trees, roots, tree_of_root) = plant(definition);
        let components = Components::of(
            &trees.iter().map(|tree| tree.references.iter().map(|(target, _)| *target).collect()).collect::<Vec<_>>(),
        );
        let mut graph = Self {
            sizes: vec![0; components.count],
            targets: vec![Vec::new(); components.count],
            whole_sizes: OnceCell::new(),
            depths: vec![0; components.count],
            trees,
            tree_of_root,
            roots,
            components,
        };
        graph.condense();
        graph
    }

    /// Sums up what the trees of each component hold and refer to; a component comes after those that it refers to.
    fn condense(&mut self) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.components.count];
        for (tree, component) in self.components.of.iter().enumerate() {
            members[*component].push(tree);
        }
        for (component, members) in members.iter().enumerate() {
            for tree in members.iter().map(|tree| &self.trees[*tree]) {
                self.sizes[component] += tree.size;
                self.depths[component] = self.depths[component].max(tree.depth);
                for (target, depth) in &tree.references {
                    let target = self.components.of[*target];
                    if target != component {
                        self.depths[component] = self.depths[component].max(depth - 1 + self.depths[target]);
                        self.targets[component].push(target);
                    }
                }
            }
            self.targets[component].sort_unstable();
            self.targets[component].dedup();
        }
    }

    /// The size of each component with all that it leads to, each counted once; `None` above [`MOST_COUNTED`].
    fn measure(&self) -> Vec<Option<usize>> {
        // What a small component leads to is at most MOST_COUNTED components: each holds a schema.
        let mut reached: Vec<Vec<usize>> = Vec::with_capacity(self.sizes.len());
        let mut whole_sizes: Vec<Option<usize>> = Vec::with_capacity(self.sizes.len());
        let mut seen_by = vec![usize::MAX; self.sizes.len()];
        for component in 0..self.sizes.len() {
            let mut own = vec![component];
            let mut size = Some(self.sizes[component]).filter(|size| *size <= MOST_COUNTED);
            // The later a component, the more it leads to, and what it leads to is then seen already.
            for target in self.targets[component].iter().rev().copied() {
                if size.is_none() || seen_by[target] == component {
                    continue;
                }
                if whole_sizes[target].is_none() {
                    size = None;
                    continue;
                }
                for next in reached[target].iter().copied() {
                    if seen_by[next] != component {
                        seen_by[next] = component;
                        own.push(next);
                        size = size.map(|size| size + self.sizes[next]);
                    }
                }
                size = size.filter(|size| *size <= MOST_COUNTED);
            }
            reached.push(if size.is_some() { own } else { Vec::new() });
            whole_sizes.push(size);
        }
        whole_sizes
    }

    fn component(&self, root: &Schema<'_>) -> Option<usize> {
        self.tree_of_root[root.index].map(|tree| self.components.of[tree])
    }

    /// How many schemas a root schema consists of, every referenced definition counted once; `None` when they are more
    /// than [`MOST_COUNTED`].
    pub fn size(&self, root: &Schema<'_>) -> Option<usize> {
        match self.tree_of_root[root.index] {
            // All members of a circle lead to each other, so they are equal in size.
            Some(tree) => self.whole_sizes.get_or_init(|| self.measure())[self.components.of[tree]],
            None => Some(0),
        }
    }

    /// How deeply the schemas of a root schema are nested, references followed as long as they cannot lead back.
    pub fn depth(&self, root: &Schema<'_>) -> usize {
        let Some(tree) = self.tree_of_root[root.index] else { return 0 };
        let component = self.components.of[tree];
        let tree = &self.trees[tree];
        let beyond = tree
            .references
            .iter()
            .map(|(target, depth)| (self.components.of[*target], depth))
            .filter(|(target, _)| *target != component)
            .map(|(target, depth)| depth - 1 + self.depths[target]);
        beyond.fold(tree.depth, usize::max)
    }

    /// How many schemas several root schemas consist of together, each counted once.
    pub fn size_together<'s, 'a: 's>(&self, roots: impl Iterator<Item = &'s Schema<'a>>) -> usize {
        let mut open: Vec<usize> = roots.filter_map(|root| self.component(root)).collect();
        let mut seen = HashSet::default();
        let mut size = 0;
        while let Some(component) = open.pop() {
            if seen.insert(component) {
                size += self.sizes[component];
                open.extend(&self.targets[component]);
            }
        }
        size
    }

    /// The schemas below `definitions` of which every value would have to contain another value of the same schema, by
    /// number, in document order.
    pub fn endless(&self) -> Vec<usize> {
        if self.trees.iter().all(|tree| tree.demands.is_empty()) {
            return Vec::new();
        }
        let demands: Vec<Vec<usize>> = self.trees.iter().map(|tree| tree.demands.clone()).collect();
        let components = Components::of(&demands);
        (0..self.trees.len())
            .filter(|tree| components.is_circle(*tree, &demands))
            .map(|tree| self.roots[tree])
            .collect()
    }
}

/// Finds all trees: one pass over the schemas, in which parents come before their children.
fn plant(definition: &Definition<'_>) -> (Vec<Tree>, Vec<usize>, Vec<Option<usize>>) {
    let schemas = &definition.schemas;
    let roots: Vec<usize> =
        schemas.iter().filter(|schema| schema.parent.is_none()).map(|schema| schema.index).collect();
    let mut tree_of_root = vec![None; schemas.len()];
    for (tree, root) in roots.iter().enumerate() {
        tree_of_root[*root] = Some(tree);
    }
    let mut trees: Vec<Tree> = roots.iter().map(|_| Tree::default()).collect();
    // Per schema: its tree and depth, and whether a value of the tree must contain it; `None` beside a reference,
    // where nothing counts.
    let mut places: Vec<Option<(usize, usize, bool)>> = Vec::with_capacity(schemas.len());
    let mut required: HashMap<usize, HashSet<Cow<'_, str>>> = HashMap::default();
    for schema in schemas {
        let place = match schema.parent {
            None => tree_of_root[schema.index].map(|tree| (tree, 1, true)),
            Some(parent) if schemas[parent].has(Keyword::Reference) => None,
            Some(parent) => places[parent].map(|(tree, depth, is_certain)| {
                (tree, depth + 1, is_certain && is_demanded(&schemas[parent], schema, &mut required))
            }),
        };
        places.push(place);
        let Some((number, depth, is_certain)) = place else { continue };
        let target = schema.str(Keyword::Reference).and_then(|reference| definition.referenced_schema(&reference));
        let target = target.and_then(|target| tree_of_root[target.index]);
        let tree = &mut trees[number];
        tree.depth = tree.depth.max(depth);
        // A bare reference below `definitions` counts, so that no tree that others refer to is empty.
        let is_named = schema.relation == Relation::Root && schema.place == SchemaPlace::Definitions;
        tree.size += usize::from(is_named || !schema.has(Keyword::Reference));
        if let Some(target) = target {
            tree.references.push((target, depth));
            if is_certain {
                tree.demands.push(target);
            }
        }
    }
    for tree in &mut trees {
        // Of several references to one tree the deepest counts.
        tree.references.sort_unstable_by_key(|&(target, depth)| (target, std::cmp::Reverse(depth)));
        tree.references.dedup_by_key(|(target, _)| *target);
    }
    (trees, roots, tree_of_root)
}

/// Whether a value of the parent must contain a value of the child.
fn is_demanded<'a>(
    parent: &Schema<'a>,
    child: &Schema<'a>,
    required: &mut HashMap<usize, HashSet<Cow<'a, str>>>,
) -> bool {
    match child.relation {
        Relation::AllOf | Relation::Root => true,
        Relation::Items | Relation::AdditionalProperties => false,
        Relation::Property => {
            parent.has(Keyword::Required)
                && child.node.key().is_some_and(|name| {
                    let names = required.entry(parent.index).or_insert_with(|| {
                        let list = parent.get(Keyword::Required).into_iter().filter(|list| list.is_array());
                        list.flat_map(Node::children).filter_map(Node::as_str).collect()
                    });
                    names.contains(&name)
                })
        }
    }
}

impl Definition<'_> {
    /// How the schemas refer to each other; worked out when first asked for.
    pub fn schema_graph(&self) -> &SchemaGraph {
        self.graph.get_or_init(|| SchemaGraph::of(self))
    }
}

/// The strongly connected components of a graph, each after those that it leads to.
#[derive(Debug)]
pub(super) struct Components {
    /// The component of each vertex.
    of: Vec<usize>,
    count: usize,
    /// How many vertices each component has.
    sizes: Vec<usize>,
}

impl Components {
    /// Tarjan's algorithm with a stack of its own: chains of references may be longer than the thread's.
    pub(super) fn of(targets: &[Vec<usize>]) -> Self {
        const UNSEEN: usize = usize::MAX;
        let mut components = Self { of: vec![UNSEEN; targets.len()], count: 0, sizes: Vec::new() };
        let mut order = vec![UNSEEN; targets.len()];
        let mut lowest = vec![UNSEEN; targets.len()];
        let mut waiting: Vec<usize> = Vec::new();
        let mut next_order = 0;
        // Vertices, and how many of the targets of each were looked at.
        let mut route: Vec<(usize, usize)> = Vec::new();
        for start in 0..targets.len() {
            if order[start] == UNSEEN {
                route.push((start, 0));
            }
            while let Some((vertex, looked_at)) = route.last_mut() {
                let vertex = *vertex;
                if *looked_at == 0 && order[vertex] == UNSEEN {
                    order[vertex] = next_order;
                    lowest[vertex] = next_order;
                    next_order += 1;
                    waiting.push(vertex);
                }
                if let Some(&target) = targets[vertex].get(*looked_at) {
                    *looked_at += 1;
                    if order[target] == UNSEEN {
                        route.push((target, 0));
                    } else if components.of[target] == UNSEEN {
                        lowest[vertex] = lowest[vertex].min(order[target]);
                    }
                    continue;
                }
                route.pop();
                if let Some((before, _)) = route.last() {
                    lowest[*before] = lowest[*before].min(lowest[vertex]);
                }
                if lowest[vertex] == order[vertex] {
                    components.close(vertex, &mut waiting);
                }
            }
        }
        components
    }

    /// Everything that waits since `first` was met is one component.
    fn close(&mut self, first: usize, waiting: &mut Vec<usize>) {
        let mut size = 0;
        while let Some(member) = waiting.pop() {
            self.of[member] = self.count;
            size += 1;
            if member == first {
                break;
            }
        }
        self.sizes.push(size);
        self.count += 1;
    }

    /// Whether a way leads from the vertex back to it.
    pub(super) fn is_circle(&self, vertex: usize, targets: &[Vec<usize>]) -> bool {
        self.sizes[self.of[vertex]] > 1 || targets[vertex].contains(&vertex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;
    use crate::text::FileId;
    use serde_json::{Map, Value, json};

    fn document(definitions: Map<String, Value>) -> Document {
        Document::parse(FileId::default(), json!({ "definitions": definitions }).to_string())
    }

    fn reference(number: usize) -> Value {
        json!({ "$ref": format!("#/definitions/D{number}") })
    }

    #[test]
    fn a_long_chain_is_followed_without_recursion() {
        let length = 10_000;
        let chain = (0..length).map(|number| {
            let next = if number + 1 < length { json!({ "next": reference(number + 1) }) } else { json!({}) };
            (format!("D{number}"), json!({ "properties": next }))
        });
        let document = document(chain.collect());
        let definition = Definition::of(&document);
        let graph = definition.schema_graph();
        let schema = |name: &str| definition.named_schema(name).expect("it is there");
        assert_eq!(graph.size(schema("D0")), None);
        assert_eq!(graph.size(schema("D9488")), Some(512));
        assert_eq!(graph.depth(schema("D0")), length);
        assert_eq!(graph.size_together([schema("D0"), schema("D10")].into_iter()), length);
        assert!(graph.endless().is_empty());
    }

    #[test]
    fn a_complete_graph_is_one_component() {
        let all = 300;
        let members = (0..all).map(|number| {
            let references: Vec<Value> = (0..all).filter(|other| *other != number).map(reference).collect();
            (format!("D{number}"), json!({ "allOf": references }))
        });
        let document = document(members.collect());
        let definition = Definition::of(&document);
        let graph = definition.schema_graph();
        let schema = definition.named_schema("D7").expect("it is there");
        assert_eq!(graph.size(schema), Some(300));
        assert_eq!(graph.depth(schema), 2);
        assert_eq!(graph.endless().len(), all);
    }

    #[test]
    fn a_definition_behind_two_ways_is_counted_once() {
        let document = document(
            [
                (
                    "A".to_owned(),
                    json!({ "properties": { "b": { "$ref": "#/definitions/B" }, "c": { "$ref": "#/definitions/C" } } }),
                ),
                ("B".to_owned(), json!({ "items": { "$ref": "#/definitions/C" } })),
                ("C".to_owned(), json!({ "properties": { "x": {}, "back": { "$ref": "#/definitions/C" } } })),
            ]
            .into_iter()
            .collect(),
        );
        let definition = Definition::of(&document);
        let graph = definition.schema_graph();
        let schema = definition.named_schema("A").expect("it is there");
        assert_eq!(graph.size(schema), Some(4));
        assert_eq!(graph.depth(schema), 4);
    }
}
