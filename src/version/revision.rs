//! Revisions of operations: a new operation beside the old one (requirement 14.1), and deprecation, as edits in place.
//!
//! Nothing is written here; every byte that is not meant stays.

use anyhow::{Context as _, Result, bail, ensure};
use foldhash::HashSet;
use serde_json::{Map, Value, json};

use crate::config::suggestion;
use crate::connector::definition::revision::{deprecated_texts, split_id, stem_of_text, with_suffix};
use crate::connector::definition::{Definition, Operation};
use crate::connector::properties::Properties;
use crate::connector::{Connector, Role};
use crate::json::{Document, Node, insert_member, insert_member_before, quote, replace_value};
use crate::text::{Edit, apply};

const ANNOTATION: &str = "x-ms-api-annotation";
const VISIBILITY: &str = "x-ms-visibility";

/// Published operation ids are not longer; the platform's own limit is not known.
const MAX_ID: usize = 77;

/// New texts of files, and what is left for the author to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What happens, in a line.
    pub summary: String,
    pub files: Vec<(String, String)>,
    pub notes: Vec<String>,
}

/// Adds the next revision of an operation: a copy with its own id and path, in preview. The old one steps back, and is
/// deprecated at once where that is asked.
///
/// Fails when there is no such operation, its family has no room for another, the definition has syntax errors, or the new
/// id would be too long.
pub fn revise(connector: &Connector, id: &str, deprecate_old: bool) -> Result<Plan> {
    let document = sound_definition(connector)?;
    let definition = Definition::of(document);
    let operation = find(&definition, id)?;
    ensure!(
        !(deprecate_old && operation.is_internal()),
        "`{id}` is internal: nobody sees it, so it is not deprecated; leave `--deprecate` out"
    );
    let family = Family::of(&definition, operation, id);
    family.check_room(operation, deprecate_old)?;
    let new_id = format!("{}_V{}", family.name, family.next);
    ensure!(new_id.len() <= MAX_ID, "`{new_id}` has {} characters; {MAX_ID} are known to work", new_id.len());
    let path = own_path(&definition, operation, family.next)?;
    let mut edits = vec![new_operation(&definition, operation, &family, &new_id, &path)?];
    edits.extend(step_back(operation, &family)?);
    let mut notes = Vec::new();
    if deprecate_old {
        edits.extend(deprecation(operation)?);
    } else {
        notes.push(format!(
            "when hardly anybody uses `{id}` any more: connkit operation deprecate {id} --replacement {new_id}"
        ));
    }
    // The definition comes last: as long as it has no new revision, a run that was stopped is repeated.
    let mut files: Vec<(String, String)> = also_in_properties(connector, id, &new_id)?.into_iter().collect();
    files.push(written(connector, Role::Definition, &edits)?);
    let script = connector.artifact(Role::Script).and_then(|script| script.text());
    if script.is_some_and(|script| script.as_str().contains(&format!("\"{id}\""))) {
        notes.push(format!("the script tells operations apart by their ids: let it know `{new_id}`, too"));
    }
    if connector.artifact(Role::Readme).is_some() {
        notes.push(format!("tell of `{new_id}` in the readme"));
    }
    notes.push(format!("let the service answer at `{path}`, then change `{new_id}` as you like"));
    Ok(Plan { summary: format!("{id} -> {new_id} ({} {path})", operation.method), files, notes })
}

/// Marks an operation as deprecated, its texts, too, and names what replaces it.
///
/// Fails when there is no such operation or replacement, or the definition has syntax errors.
pub fn deprecate(connector: &Connector, id: &str, replacement: Option<&str>) -> Result<Plan> {
    let document = sound_definition(connector)?;
    let definition = Definition::of(document);
    let operation = find(&definition, id)?;
    let mut edits = deprecation(operation)?;
    if let Some(replacement) = replacement {
        ensure!(replacement != id, "an operation cannot replace itself");
        find(&definition, replacement)?;
        edits.extend(replaced_by(&definition, operation, replacement)?);
    }
    if edits.is_empty() {
        bail!("`{id}` is deprecated already, and its texts say so");
    }
    let notes = vec!["announce it at least 30 days before; delete the operation only when nobody uses it".to_owned()];
    let files = vec![written(connector, Role::Definition, &edits)?];
    Ok(Plan { summary: format!("{id} is deprecated"), files, notes })
}

/// The definition, where it can be edited.
///
/// Fails when there is none, it is not UTF-8, or has syntax errors.
pub fn sound_definition(connector: &Connector) -> Result<&Document> {
    let artifact = connector.artifact(Role::Definition).context("there is no definition")?;
    let document = artifact.document().with_context(|| format!("{} could not be read", artifact.name))?;
    ensure!(
        artifact.invalid_utf8.is_none(),
        "{} is not UTF-8, so it is not edited; save it as UTF-8 first",
        artifact.name
    );
    if document.is_damaged() {
        bail!("{} has syntax errors, so it is not edited; `connkit validate` tells where", artifact.name);
    }
    Ok(document)
}

/// The operation with this id; the error suggests one that is alike.
pub fn find<'d, 'a>(definition: &'d Definition<'a>, id: &str) -> Result<&'d Operation<'a>> {
    let Some(operation) = definition.operation(id) else {
        bail!("there is no operation `{id}`{}", suggestion(id, definition.operation_ids()));
    };
    Ok(operation)
}

/// The operations that are revisions of one.
struct Family {
    name: String,
    /// The revision of the operation at hand.
    revision: u64,
    /// The first revision that is free.
    next: u64,
    /// The ids of its operations that are not deprecated, the oldest first.
    active: Vec<String>,
}

/// A family may have a current revision and its successor; the hosted validator refuses a third one.
const MAX_ACTIVE: usize = 2;

impl Family {
    fn of(definition: &Definition<'_>, operation: &Operation<'_>, id: &str) -> Self {
        fn annotated<'a>(operation: &Operation<'a>, key: &str) -> Option<Node<'a>> {
            operation.get(ANNOTATION)?.get(key)
        }
        let named = annotated(operation, "family").and_then(Node::as_str).map(std::borrow::Cow::into_owned);
        let (stem, suffix) = split_id(id);
        let is_revision = suffix.is_some() && definition.operation(stem).is_some();
        let name = named.unwrap_or_else(|| if is_revision { stem } else { id }.to_owned());
        let revision_of = |operation: &Operation<'_>| {
            let label = operation.label();
            let declared = annotated(operation, "revision").and_then(Node::as_i64).and_then(|n| u64::try_from(n).ok());
            let from_id = Some(split_id(&label)).filter(|(stem, _)| *stem == name).and_then(|(_, revision)| revision);
            declared.or(from_id).unwrap_or(1)
        };
        let belongs = |operation: &&Operation<'_>| {
            let label = operation.label();
            annotated(operation, "family").is_some_and(|family| family.is_str(&name))
                || label == name
                || matches!(split_id(&label), (stem, Some(_)) if stem == name)
        };
        let members: Vec<&Operation<'_>> = definition.operations.iter().filter(belongs).collect();
        let highest = members.iter().map(|operation| revision_of(operation)).max().unwrap_or(1);
        let mut active: Vec<&Operation<'_>> =
            members.into_iter().filter(|operation| !operation.is_deprecated()).collect();
        active.sort_by_key(|operation| revision_of(operation));
        let active = active.into_iter().map(Operation::label).collect();
        let revision = revision_of(operation);
        Self { name, revision, next: highest.saturating_add(1), active }
    }

    /// Fails when the next revision would be one too many. Which of the others go is for the publisher to say: it has to be
    /// announced.
    fn check_room(&self, operation: &Operation<'_>, deprecate_old: bool) -> Result<()> {
        let leaves = usize::from(deprecate_old && !operation.is_deprecated());
        let Some((newest, older)) = self.active.split_last().filter(|_| self.active.len() - leaves >= MAX_ACTIVE)
        else {
            return Ok(());
        };
        let active: Vec<String> = self.active.iter().map(|id| format!("`{id}`")).collect();
        let commands: Vec<String> =
            older.iter().map(|id| format!("connkit operation deprecate {id} --replacement {newest}")).collect();
        let can_leave = leaves == 0 && !operation.is_deprecated() && !operation.is_internal();
        let itself = if can_leave && active.len() == MAX_ACTIVE {
            format!("; or add `--deprecate`, which deprecates `{}`", operation.label())
        } else {
            String::new()
        };
        bail!(
            "the family `{}` may have {MAX_ACTIVE} operations that are not deprecated, and has {}; first: {}{itself}",
            self.name,
            active.join(" and "),
            commands.join(", ")
        )
    }
}

/// The path of a revision: `/v2/items`, in place of the revision that the old path has in front.
fn own_path(definition: &Definition<'_>, operation: &Operation<'_>, revision: u64) -> Result<String> {
    let old = operation.path.as_ref();
    let rest = old.trim_start_matches('/');
    let is_revision = |part: &str| {
        part.strip_prefix(['v', 'V'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let rest = match rest.split_once('/') {
        Some((first, rest)) if is_revision(first) && split_id(&operation.label()).1.is_some() => rest,
        _ => rest,
    };
    let path = format!("/v{revision}/{rest}");
    let taken = definition
        .operations
        .iter()
        .any(|other| other.method == operation.method && other.path.eq_ignore_ascii_case(&path));
    ensure!(!taken, "there is a `{} {path}` already; give it another path first", operation.method);
    Ok(path)
}

fn new_operation(
    definition: &Definition<'_>,
    operation: &Operation<'_>,
    family: &Family,
    id: &str,
    path: &str,
) -> Result<Edit> {
    let value = copy(operation, family, id);
    let existing = definition.path_items().iter().find(|item| item.key_is(path));
    if let Some(item) = existing {
        return insert_member(*item, operation.method, &pretty(&value)?).context("the new path cannot be edited");
    }
    let mut item = Map::new();
    for member in operation.path_item.children().filter(|member| member.key_is("parameters")) {
        item.insert("parameters".to_owned(), member.to_value());
    }
    // Beside triggers, actions have notifications, too, when they take the URL that is to be called.
    let has_notifications = operation.trigger().is_some() || definition.takes_notification_url(operation);
    if let Some(content) = operation.notification_content().filter(|_| has_notifications) {
        item.insert("x-ms-notification-content".to_owned(), content.to_value());
    }
    item.insert(operation.method.to_owned(), value);
    let text = pretty(&item.into())?;
    let paths = operation.path_item.parent().context("the path lies in no object")?;
    let next = paths.children().skip_while(|item| *item != operation.path_item).nth(1);
    let edit = match next {
        Some(next) => insert_member_before(next, path, &text),
        None => insert_member(paths, path, &text),
    };
    edit.context("the paths cannot be edited")
}

/// The operation as its next revision.
fn copy(operation: &Operation<'_>, family: &Family, id: &str) -> Value {
    let annotation = json!({ "status": "Preview", "family": family.name, "revision": family.next });
    let mut value = Map::new();
    for member in operation.node.children() {
        let key = member.key().unwrap_or_default().into_owned();
        match key.as_str() {
            "operationId" => {
                value.insert(key, id.into());
                value.insert(ANNOTATION.to_owned(), annotation.clone());
            }
            "summary" => {
                let summary = member.as_str().unwrap_or_default();
                value.insert(key, with_suffix(stem_of_text(&summary), &format!("V{}", family.next)).into());
            }
            ANNOTATION | "deprecated" => {}
            _ => drop(value.insert(key, member.to_value())),
        }
    }
    value.into()
}

fn pretty(value: &Value) -> Result<String> {
    serde_json::to_string_pretty(value).context("could not write the operation")
}

/// Puts a member in: its value where it is there, else behind the others.
fn set(object: Node<'_>, key: &str, value: &str) -> Result<Edit> {
    match object.get(key) {
        Some(node) => Ok(replace_value(node, value)),
        None => insert_member(object, key, value).with_context(|| format!("`{key}` cannot be added")),
    }
}

/// The old revision says which one it is, and makes room for the new one.
fn step_back(operation: &Operation<'_>, family: &Family) -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    match operation.get(ANNOTATION).filter(|annotation| annotation.is_object()) {
        Some(annotation) if annotation.is_empty() => {
            let members = json!({ "family": family.name, "revision": family.revision });
            edits.push(replace_value(annotation, &members.to_string()));
        }
        Some(annotation) => {
            let wanted = [("family", quote(&family.name)), ("revision", family.revision.to_string())];
            for (key, value) in wanted.iter().filter(|(key, _)| annotation.get(key).is_none()) {
                edits.push(set(annotation, key, value)?);
            }
        }
        None => {
            let annotation = json!({ "family": family.name, "revision": family.revision });
            edits.push(set(operation.node, ANNOTATION, &pretty(&annotation)?)?);
        }
    }
    let visibility = operation.str(VISIBILITY).unwrap_or_default().to_ascii_lowercase();
    if !matches!(visibility.as_str(), "internal" | "advanced") {
        edits.push(set(operation.node, VISIBILITY, "\"advanced\"")?);
    }
    Ok(edits)
}

fn deprecation(operation: &Operation<'_>) -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    if !operation.is_deprecated() {
        edits.push(set(operation.node, "deprecated", "true")?);
    }
    edits.extend(deprecated_texts(operation).iter().map(|(node, text)| replace_value(*node, &quote(text))));
    Ok(edits)
}

fn replaced_by(definition: &Definition<'_>, operation: &Operation<'_>, replacement: &str) -> Result<Vec<Edit>> {
    let title = definition.title().unwrap_or_default();
    let api: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
    let value = json!({ "api": api, "operationId": replacement });
    let edit = match operation.get(ANNOTATION).filter(|annotation| annotation.is_object() && !annotation.is_empty()) {
        Some(annotation) => match annotation.get("replacement") {
            Some(old) if old.get("operationId").is_some_and(|id| id.is_str(replacement)) => return Ok(Vec::new()),
            _ => set(annotation, "replacement", &pretty(&value)?)?,
        },
        None => set(operation.node, ANNOTATION, &pretty(&json!({ "replacement": value }))?)?,
    };
    Ok(vec![edit])
}

/// Policies and script operations that name the old operation name the new one, too.
fn also_in_properties(connector: &Connector, id: &str, new_id: &str) -> Result<Option<(String, String)>> {
    let Some(document) = connector.document(Role::Properties).filter(|document| !document.is_damaged()) else {
        return Ok(None);
    };
    let properties = Properties::of(document);
    let named = properties.policies.iter().flat_map(|policy| policy.operations().collect::<Vec<_>>());
    let mut seen = HashSet::default();
    let edits: Vec<Edit> = named
        .chain(properties.script_operations())
        .filter(|node| node.is_str(id) && seen.insert(node.index()))
        .filter(|node| node.parent().is_none_or(|names| names.children().all(|name| !name.is_str(new_id))))
        .map(|node| {
            let before = &document.text().as_str()[..node.span().start as usize];
            let blanks = &before[before.trim_end_matches([' ', '\t', '\r', '\n']).len()..];
            Edit::insert(node.span().end, format!(",{blanks}{}", quote(new_id)))
        })
        .collect();
    if edits.is_empty() { Ok(None) } else { written(connector, Role::Properties, &edits).map(Some) }
}

fn written(connector: &Connector, role: Role, edits: &[Edit]) -> Result<(String, String)> {
    let artifact = connector.artifact(role).with_context(|| format!("there is no {role}"))?;
    ensure!(artifact.invalid_utf8.is_none(), "{} is not UTF-8, so it is not edited", artifact.name);
    let text = artifact.text().with_context(|| format!("{} could not be read", artifact.name))?;
    let new = apply(text.as_str(), edits).with_context(|| format!("{} could not be edited", artifact.name))?;
    Ok((artifact.name.clone(), new))
}
