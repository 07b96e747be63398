//! Which schemas are sent, received or notified, and by which operations.
//!
//! Only roots are told apart (a schema of `definitions`, of a body, of a response, of a notification): what is nested in
//! a root is reached with it. Each root is walked a bounded number of times, however many operations reach it.

use super::{Definition, Keyword, Operation, Schema, SchemaPlace, Typed};
use crate::json::Node;

/// So many operations are remembered for each schema and shared parameter: the first in the document.
pub const MAX_OPERATIONS: usize = 16;

const INPUT: u8 = 1;
const OUTPUT: u8 = 2;
const NOTIFICATION: u8 = 4;

/// The references between root schemas, and what follows from them.
#[derive(Debug)]
pub struct Reach {
    /// For each schema the number of its root.
    root_of: Vec<usize>,
    /// For each root the roots that its references name.
    targets: Vec<Vec<usize>>,
    /// For each root the roots that refer to it.
    referrers: Vec<Vec<usize>>,
    /// For each root how it is used, as bits.
    uses: Vec<u8>,
    /// For each root the first operations that reach it.
    operations: Vec<Vec<usize>>,
    /// For each parameter the first operations that have it.
    parameter_operations: Vec<Vec<usize>>,
}

impl Reach {
    fn of(definition: &Definition<'_>) -> Self {
        let mut root_of: Vec<usize> = Vec::with_capacity(definition.schemas.len());
        let mut roots = Vec::new();
        for schema in &definition.schemas {
            // A schema comes behind the one that holds it.
            root_of.push(match schema.parent {
                Some(parent) => root_of[parent],
                None => roots.len(),
            });
            if schema.parent.is_none() {
                roots.push(schema);
            }
        }
        let mut reach = Self {
            root_of,
            targets: vec![Vec::new(); roots.len()],
            referrers: vec![Vec::new(); roots.len()],
            uses: vec![0; roots.len()],
            operations: vec![Vec::new(); roots.len()],
            parameter_operations: vec![Vec::new(); definition.parameters.len()],
        };
        reach.link(definition);
        for (place, bit) in
            [(SchemaPlace::Body, INPUT), (SchemaPlace::Response, OUTPUT), (SchemaPlace::Notification, NOTIFICATION)]
        {
            let starts = roots.iter().enumerate().filter(|(_, schema)| schema.place == place);
            reach.mark_uses(starts.map(|(root, _)| root).collect(), bit);
        }
        for operation in &definition.operations {
            reach.mark_operation(definition, operation);
        }
        reach
    }

    fn link(&mut self, definition: &Definition<'_>) {
        for schema in &definition.schemas {
            let target = schema.str(Keyword::Reference);
            if let Some(target) = target.and_then(|reference| definition.referenced_schema(&reference)) {
                let (from, to) = (self.root_of[schema.index], self.root_of[target.index]);
                self.targets[from].push(to);
                self.referrers[to].push(from);
            }
        }
    }

    fn mark_uses(&mut self, mut pending: Vec<usize>, bit: u8) {
        while let Some(root) = pending.pop() {
            if self.uses[root] & bit == 0 {
                self.uses[root] |= bit;
                pending.extend(&self.targets[root]);
            }
        }
    }

    fn mark_operation(&mut self, definition: &Definition<'_>, operation: &Operation<'_>) {
        let mut pending: Vec<&Schema<'_>> = Vec::new();
        for parameter in definition.parameters_of(operation) {
            let operations = &mut self.parameter_operations[parameter.index];
            if operations.len() < MAX_OPERATIONS && operations.last() != Some(&operation.index) {
                operations.push(operation.index);
            }
            pending.extend(parameter.get(Keyword::Schema).and_then(|node| definition.schema_at(node)));
        }
        pending.extend(operation.responses.iter().filter_map(|used| definition.response_schema(used)));
        let notification = operation.notification_content().filter(|_| operation.trigger().is_some());
        pending.extend(notification.and_then(|content| definition.schema_at(content.get("schema")?)));
        let mut pending: Vec<usize> = pending.into_iter().map(|schema| self.root_of[schema.index]).collect();
        while let Some(root) = pending.pop() {
            let operations = &mut self.operations[root];
            // Where a list is full, those of everything behind it are full, too.
            if operations.len() < MAX_OPERATIONS && operations.last() != Some(&operation.index) {
                operations.push(operation.index);
                pending.extend(&self.targets[root]);
            }
        }
    }

    fn uses(&self, schema: &Schema<'_>) -> u8 {
        self.uses[self.root_of[schema.index]]
    }

    /// Whether it is part of a body that some operation takes.
    pub fn is_input(&self, schema: &Schema<'_>) -> bool {
        self.uses(schema) & INPUT != 0
    }

    /// Whether it is part of a response.
    pub fn is_output(&self, schema: &Schema<'_>) -> bool {
        self.uses(schema) & OUTPUT != 0
    }

    /// Whether it is part of what a webhook is sent.
    pub fn is_notification(&self, schema: &Schema<'_>) -> bool {
        self.uses(schema) & NOTIFICATION != 0
    }

    /// The first operations whose bodies, responses or notifications it is part of; at most [`MAX_OPERATIONS`].
    pub fn operations(&self, schema: &Schema<'_>) -> &[usize] {
        &self.operations[self.root_of[schema.index]]
    }

    /// The first operations that have a parameter, given by its number; at most [`MAX_OPERATIONS`].
    pub fn parameter_operations(&self, parameter: usize) -> &[usize] {
        self.parameter_operations.get(parameter).map_or(&[], Vec::as_slice)
    }

    /// For each schema whether its root holds one that `is_wanted`, directly or through references.
    pub fn leading_to<'s, 'a: 's>(
        &self,
        definition: &'s Definition<'a>,
        is_wanted: impl Fn(&'s Schema<'a>) -> bool,
    ) -> Vec<bool> {
        let mut leads = vec![false; self.targets.len()];
        let wanted = definition.schemas.iter().filter(|schema| is_wanted(schema));
        let mut pending: Vec<usize> = wanted.map(|schema| self.root_of[schema.index]).collect();
        while let Some(root) = pending.pop() {
            if !std::mem::replace(&mut leads[root], true) {
                pending.extend(&self.referrers[root]);
            }
        }
        self.root_of.iter().map(|&root| leads[root]).collect()
    }
}

impl<'a> Definition<'a> {
    /// What is reached from where.
    pub fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| Reach::of(self))
    }

    /// The first operations that a parameter, its items or a schema belongs to.
    pub fn operations_with(&self, typed: &Typed<'a>) -> &[usize] {
        if let Some(schema) = self.schema_at(typed.node) {
            return self.reach().operations(schema);
        }
        let above = std::iter::successors(Some(typed.node), |node: &Node<'a>| node.parent());
        let parameter = above.into_iter().find_map(|node| self.parameter_at(node));
        parameter.map_or(&[], |parameter| self.reach().parameter_operations(parameter.index))
    }
}
