//! The classes of changes, as one table: name, weight, the platform's own words, meaning for flows, remedy.
//!
//! Each class is also a rule, so that a change can be reported, allowed and explained as any finding can. Names that
//! Microsoft's breaking-change detector uses are kept verbatim. Knows nothing about documents.

use std::fmt;

use serde::Serialize;

use crate::connector::keyword::Keywords;
use crate::finding::Level;
use crate::rule::{Check, Origin, Rule, last};

/// What a change does to flows that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing.
    Safe,
    /// Some may behave differently; somebody should look.
    Risky,
    /// Some fail, or lose data that they use.
    Breaking,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

/// What the class of a change says about all changes of its kind.
#[derive(Debug)]
pub struct Facts {
    pub name: &'static str,
    /// The highest that a change of the class has.
    pub severity: Severity,
    /// What the hosted detector prints, where that was seen.
    pub detector: Option<&'static str>,
    /// What happens to flows, as the end of "flows that use `...`"; empty where nothing does.
    pub meaning: &'static str,
    /// What to do instead, in the imperative; empty where nothing needs doing.
    pub remedy: &'static str,
    /// The class as a rule, by which its changes are reported and allowed.
    pub rule: Rule,
}

macro_rules! classes {
    ($(
        #[doc = $line:literal]
        $class:ident $severity:ident
            $(detector $detector:literal)? $(meaning $meaning:literal)? $(remedy $remedy:literal)?
            $(evidence $evidence:literal)?;
    )*) => {
        /// The kind of a change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class { $(#[doc = $line] $class),* }

        impl Class {
            pub const ALL: &[Self] = &[$(Self::$class),*];

            pub fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$class => const { &Facts {
                        name: stringify!($class),
                        severity: Severity::$severity,
                        detector: first([$(Some($detector),)? None]),
                        meaning: first([$($meaning,)? ""]),
                        remedy: first([$($remedy,)? ""]),
                        rule: rule(
                            stringify!($class),
                            levels(Severity::$severity, Self::$class.is_locked()),
                            first([$(Some(concat!("Microsoft's breaking-change detector says: ", $detector)),)? $(Some($evidence),)? None]),
                            concat!(
                                $line, "\n",
                                $("\n Flows that use it ", $meaning, ".\n",)?
                                $("\n What to do: ", $remedy, ".\n",)?
                            ),
                        ),
                    } },)*
                }
            }
        }
    };
}

/// What was given, else nothing.
const fn first<T: Copy, const N: usize>(given: [T; N]) -> T {
    given[0]
}

/// What breaks flows is refused, and what is locked, where the connector is published for others.
const fn levels(severity: Severity, is_locked: bool) -> [Level; 3] {
    match (severity, is_locked) {
        (Severity::Breaking, _) => [Level::Error; 3],
        (Severity::Risky, true) => [Level::Error, Level::Error, Level::Warning],
        (Severity::Risky, false) => [Level::Warning; 3],
        (Severity::Safe, _) => [Level::Off; 3],
    }
}

const fn rule(id: &'static str, levels: [Level; 3], documented: Option<&'static str>, comment: &'static str) -> Rule {
    let (origin, evidence) = match documented {
        Some(evidence) => (Origin::Certification, evidence),
        None => (Origin::House, "what flows send and read, compared between 177 pairs of published versions"),
    };
    let certification_levels = last([levels]);
    Rule {
        id,
        levels,
        certification_levels,
        origin,
        codes: &[],
        evidence,
        since: "0.1.0",
        comment,
        check: Check::Change,
        fixes: &[],
        keywords: Keywords::of(&[]),
    }
}

classes! {
    // The connector as a whole.
    /// A file has syntax errors, or there are too many schemas: changes may be missing.
    ComparisonIncomplete Risky remedy "mend the file and compare again";
    /// The connector has another title; that of a published connector is locked.
    TitleChanged Risky meaning "keep working; makers no longer find the connector under its name"
        remedy "keep the published title, or agree on the new one with Microsoft first"
        evidence "the folder of a published connector keeps its name, and another title makes an update major; 61 of 1,233 published updates had one";
    /// The version is another.
    VersionChanged Safe;
    /// The connector's description or contact is another.
    InfoTextChanged Safe;
    /// Something else in `info` is another.
    InfoChanged Safe;
    /// The service is expected at another host.
    HostChanged Breaking meaning "reach another server" remedy "keep the host, and lead requests to the new one there";
    /// All requests go to another base path.
    BasePathChanged Breaking meaning "send their requests to another address" remedy "keep the base path, or let a policy route the requests";
    /// The service is reached by other protocols.
    SchemesChanged Risky meaning "may reach the server by another protocol";
    /// Requests are sent in other media types.
    ConsumesChanged Risky meaning "send their requests in another format";
    /// Responses come in other media types.
    ProducesChanged Risky meaning "get their responses in another format";
    /// The connector's metadata are others: website, privacy policy, categories.
    MetadataChanged Safe;
    /// The connection test, file picker or another capability of the connector is another.
    CapabilitiesChanged Risky remedy "test the connection and the file picker again";
    /// Something else at the top of the definition is another.
    DefinitionOtherChanged Safe;

    // Authentication and connections.
    /// A way to sign in is gone.
    AuthenticationMethodRemoved Breaking meaning "have connections that no longer work"
        remedy "keep the authentication; a published connector may not change it"
        evidence "Microsoft names it to partners among the breaking changes, and the authentication cannot change in an update";
    /// There is a new way to sign in.
    AuthenticationMethodAdded Breaking meaning "may have connections that no longer work" remedy "a published connector may not change its authentication: ask Microsoft first";
    /// Signing in works in another way: the type or the identity provider is another.
    AuthenticationTypeChanged Breaking meaning "have connections that no longer work"
        remedy "keep the authentication; a published connector may not change it"
        evidence "documented: the authentication of a published connector cannot change in an update";
    /// A detail of signing in is another: an address, a scope, a name.
    AuthenticationDetailsChanged Risky meaning "may have to sign in again" remedy "test with a connection that was made before";
    /// Operations ask for another way to sign in.
    SecurityRequirementsChanged Risky meaning "may have to sign in again" remedy "test with a connection that was made before";
    /// A connection parameter is gone.
    ConnectionParametersRemoved Breaking meaning "have connections that hold a value nobody reads"
        remedy "keep the connection parameter"
        evidence "Microsoft names it to partners among the breaking changes";
    /// A connection parameter has another type.
    ConnectionParameterTypeChanged Breaking meaning "have connections that hold a value of the old type"
        remedy "keep the type of the connection parameter";
    /// There is a new connection parameter.
    ConnectionParameterAdded Risky meaning "have connections without a value for it" remedy "make it optional, or give it a default";
    /// Something else about a connection parameter is another.
    ConnectionParameterChanged Risky remedy "test with a connection that was made before";
    /// What makers read when they make a connection is another.
    ConnectionParameterTextChanged Safe;

    // Policies, script, other artifacts.
    /// A policy that decides where requests of known operations go is new, gone or another.
    RouteChanged Breaking meaning "send their requests to another address" remedy "keep the route, or use a new operation";
    /// There is a new policy.
    PolicyAdded Risky meaning "may send or get something else";
    /// A policy is gone.
    PolicyRemoved Risky meaning "may send or get something else";
    /// A policy does something else, or for other operations.
    PolicyChanged Risky meaning "may send or get something else";
    /// Other operations go through the script.
    ScriptOperationsChanged Risky meaning "go through the script, or no longer do";
    /// The script is new, gone or another.
    ScriptChanged Risky meaning "may send or get something else" remedy "run the flows that go through the script";
    /// Something else in the properties is another.
    PropertiesOtherChanged Safe;
    /// The icon is new, gone or another.
    IconChanged Safe;
    /// The readme is new, gone or another.
    ReadmeChanged Safe;
    /// The intro is new, gone or another.
    IntroChanged Safe;

    // Operations.
    /// There is a new operation.
    OperationAdded Safe;
    /// An operation is gone.
    OperationDeleted Breaking
        detector "The operation has been deleted. This change breaks existing flows."
        meaning "will fail: the operation is gone"
        remedy "keep the operation, mark it as deprecated, and delete it when nobody uses it";
    /// An operation has another operationId; its path and method are the same.
    OperationRenamed Breaking
        detector "The operation has been deleted. This change breaks existing flows."
        meaning "will fail: they call it by its old operationId"
        remedy "keep the old operationId; change the summary for a better name";
    /// An operation has another path.
    OperationPathChanged Breaking
        detector "The path template has been changed for the operation."
        meaning "send their requests to the old path"
        remedy "keep the path, or add a new revision of the operation (`connkit operation revise`)";
    /// An operation has another method.
    OperationMethodChanged Breaking
        meaning "send their requests with the old method"
        remedy "keep the method, or add a new revision of the operation (`connkit operation revise`)";
    /// An operation is internal now.
    OperationHidden Breaking meaning "cannot be edited: the operation is internal now" remedy "use `advanced` instead of `internal`"
        evidence "Microsoft names it to partners among the breaking changes";
    /// An operation is shown more or less prominently.
    OperationVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    /// An operation is deprecated now.
    OperationDeprecated Risky meaning "keep working; makers can no longer add it";
    /// An operation is no longer deprecated.
    OperationUndeprecated Safe;
    /// The family, revision, status or replacement of an operation is another.
    AnnotationChanged Safe;
    /// An operation became a trigger, is none any more, or is one of another kind.
    TriggerChanged Breaking meaning "no longer start, or start in another way" remedy "keep the kind of the trigger, or add a new one";
    /// The metadata of a trigger are others.
    TriggerDetailsChanged Risky meaning "may start at other times";
    /// The paging of an operation is another.
    PagingChanged Risky meaning "may get more or fewer items";
    /// The summary, description or hint of an operation is another.
    OperationTextChanged Safe;
    /// Something else about an operation or its path is another.
    OperationOtherChanged Safe;

    // Parameters.
    /// An operation has a new optional parameter.
    ParameterAdded Safe;
    /// An operation has a new required parameter.
    ParameterAddedRequired Breaking
        detector "The required parameter has been added."
        meaning "will fail: they do not send it"
        remedy "make the parameter optional, or add a new revision of the operation";
    /// An operation has a new required parameter, with a default value.
    ParameterAddedRequiredWithDefault Risky meaning "send the default value" remedy "make sure that the default does what was done before";
    /// A parameter is gone.
    ParameterDeleted Breaking meaning "send a parameter that is no longer known" remedy "keep the parameter, and make it `advanced`";
    /// A parameter is sent in another place: query, header, path or form.
    ParameterMoved Breaking
        detector "The location has been changed for the parameter. Existing flows will continue to send the parameter in the old location."
        meaning "send it in the old place"
        remedy "keep the place of the parameter, or add a new revision of the operation";
    /// A parameter has another type.
    ParameterTypeChanged Breaking meaning "send a value of the old type" remedy "keep the type, or add a new parameter";
    /// A parameter has a type where it had none, or no longer has one.
    ParameterTyped Risky meaning "may send a value of another type";
    /// A parameter has another format.
    ParameterFormatChanged Breaking meaning "may send a value in another format" remedy "keep the format";
    /// A parameter is required now.
    ParameterBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they leave it out"
        remedy "leave it optional";
    /// A parameter is optional now.
    ParameterBecameOptional Safe;
    /// A parameter takes only listed values now.
    ParameterEnumAdded Breaking
        detector "The list of enum values has been added to the input field. Existing flows may use values outside of this list."
        meaning "may send a value outside the new list"
        remedy "offer the values with `x-ms-dynamic-values`, or name them in the description";
    /// A parameter no longer takes a value that was listed.
    ParameterEnumNarrowed Breaking
        detector "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it."
        meaning "may send a value that is no longer in the list"
        remedy "keep the old values";
    /// A parameter takes more values.
    ParameterEnumWidened Safe;
    /// A parameter takes values outside of its list now.
    ParameterEnumRemoved Safe;
    /// A parameter has another default value.
    ParameterDefaultChanged Risky meaning "and rely on the default send another value";
    /// A parameter is shown more or less prominently.
    ParameterVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    /// The summary or description of a parameter is another.
    ParameterTextChanged Safe;

    // The body as a whole.
    /// An operation takes a body now; it is optional.
    BodyAdded Safe;
    /// An operation takes a body now; it is required.
    BodyAddedRequired Breaking
        detector "The required parameter has been added."
        meaning "will fail: they send no body"
        remedy "make the body optional, or add a new revision of the operation";
    /// An operation no longer takes a body.
    BodyDeleted Breaking meaning "send a body that nobody reads" remedy "keep the body";
    /// The body is required now.
    BodyBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they send no body"
        remedy "leave the body optional";
    /// The body is optional now.
    BodyBecameOptional Safe;
    /// The body parameter has another name.
    BodyRenamed Risky meaning "may hold its fields under the old name" remedy "keep the name of the body parameter";

    // Fields of bodies.
    /// A body has a new optional field.
    InputFieldAdded Safe;
    /// A body has a new required field.
    InputFieldAddedRequired Breaking
        detector "The required input field has been added. Existing flows will not send this new field."
        meaning "will fail: they do not send it"
        remedy "make the field optional";
    /// A field of a body is gone.
    InputFieldDeleted Breaking meaning "send a field that is no longer known" remedy "keep the field, and make it `advanced`"
        evidence "Microsoft names it to partners among the breaking changes";
    /// A field of a body has another type.
    InputFieldTypeChanged Breaking meaning "send a value of the old type" remedy "keep the type, or add a new field";
    /// A field of a body has a type where it had none, or no longer has one.
    InputFieldTyped Risky meaning "may send a value of another type";
    /// A field of a body has another format.
    InputFieldFormatChanged Breaking meaning "may send a value in another format" remedy "keep the format";
    /// A field of a body is required now.
    InputFieldBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they leave it out"
        remedy "leave it optional";
    /// A field of a body is optional now.
    InputFieldBecameOptional Safe;
    /// A field of a body takes only listed values now.
    InputFieldEnumAdded Breaking
        detector "The list of enum values has been added to the input field. Existing flows may use values outside of this list."
        meaning "may send a value outside the new list"
        remedy "offer the values with `x-ms-dynamic-values`, or name them in the description";
    /// A field of a body no longer takes a value that was listed.
    InputFieldEnumNarrowed Breaking
        detector "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it."
        meaning "may send a value that is no longer in the list"
        remedy "keep the old values";
    /// A field of a body takes more values.
    InputFieldEnumWidened Safe;
    /// A field of a body takes values outside of its list now.
    InputFieldEnumRemoved Safe;
    /// A field of a body has another default value.
    InputFieldDefaultChanged Risky meaning "and rely on the default send another value";
    /// A parameter or field of a body is internal now.
    InputFieldVisibilityChangedToInternal Breaking
        meaning "cannot be edited there: the input is hidden now"
        remedy "use `advanced` instead of `internal`"
        evidence "Microsoft names it to partners among the breaking changes";
    /// A field of a body is shown more or less prominently.
    InputFieldVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    /// The title or description of a field of a body is another.
    InputFieldTextChanged Safe;
    /// The values or fields that makers are offered come from elsewhere.
    InputDynamicsChanged Risky meaning "keep working; makers are offered other values or fields";
    /// A limit of an input is another: length, pattern, range.
    InputConstraintChanged Risky meaning "may send a value outside the new limits";
    /// Something else about an input is another.
    InputOtherChanged Safe;

    // Responses.
    /// An operation has a new response.
    ResponseAdded Safe;
    /// A response that flows do not use as output is gone.
    ResponseRemoved Risky meaning "treat that response in another way";
    /// A response that flows use as output is gone.
    SuccessResponseRemoved Breaking meaning "lose the output of that response" remedy "keep the response";
    /// The output is under another status code.
    SuccessCodeMoved Breaking meaning "expect the output under the old status code" remedy "keep the status code";
    /// The description of a response is another.
    ResponseTextChanged Safe;
    /// Something else about a response is another.
    ResponseOtherChanged Safe;
    /// The schema of an error response is another.
    ErrorResponseChanged Safe;
    /// A response says now what it holds.
    OutputAdded Safe;
    /// A response no longer says what it holds.
    OutputRemoved Breaking meaning "lose the output that they use" remedy "keep the schema of the response";
    /// An output has a new field.
    OutputFieldAdded Safe;
    /// A field of an output is gone.
    OutputFieldDeleted Breaking meaning "and this output get nothing there" remedy "keep the field"
        evidence "Microsoft names it to partners among the breaking changes";
    /// A field of an output has another type.
    OutputFieldTypeChanged Breaking
        detector "The type has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed."
        meaning "and this output may fail"
        remedy "keep the type; if the service always answered so, tell the reviewer";
    /// A field of an output has a type where it had none, or no longer has one.
    OutputFieldTyped Risky meaning "may read this output in another way";
    /// A field of an output has another format.
    OutputFieldFormatChanged Breaking
        detector "The type format has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed."
        meaning "may read this output in another way"
        remedy "keep the format; if the service always answered so, tell the reviewer";
    /// The fields of an output are looked up now, and no longer listed.
    OutputMadeDynamic Breaking meaning "may lose the fields that were listed" remedy "keep the fields beside the dynamic schema";
    /// The fields of an output are looked up in another way.
    OutputDynamicsChanged Risky meaning "may see other fields";
    /// A field of an output is shown more or less prominently.
    OutputVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    /// The title or description of a field of an output is another.
    OutputTextChanged Safe;
    /// Something else about an output is another.
    OutputOtherChanged Safe;
    /// A webhook says now what its notifications hold.
    NotificationAdded Safe;
    /// A webhook no longer says what its notifications hold.
    NotificationRemoved Breaking meaning "lose the output of the trigger" remedy "keep `x-ms-notification-content`";
}

impl Class {
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The class as a rule, by which its changes are reported and allowed.
    pub fn rule(self) -> &'static Rule {
        &self.facts().rule
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// Whether Microsoft holds a published connector to it, beyond what flows need.
    pub const fn is_locked(self) -> bool {
        matches!(self, Self::TitleChanged | Self::AuthenticationMethodRemoved | Self::AuthenticationTypeChanged)
    }

    /// Whether something new is on offer, which calls for a new minor version.
    pub fn is_addition(self) -> bool {
        matches!(
            self,
            Self::OperationAdded
                | Self::ParameterAdded
                | Self::ParameterAddedRequiredWithDefault
                | Self::BodyAdded
                | Self::InputFieldAdded
                | Self::ResponseAdded
                | Self::OutputAdded
                | Self::OutputFieldAdded
                | Self::NotificationAdded
                | Self::AuthenticationMethodAdded
                | Self::ConnectionParameterAdded
        )
    }

    /// Whether only words or pictures for people changed.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::InfoTextChanged
                | Self::MetadataChanged
                | Self::ConnectionParameterTextChanged
                | Self::IconChanged
                | Self::ReadmeChanged
                | Self::IntroChanged
                | Self::OperationTextChanged
                | Self::ParameterTextChanged
                | Self::InputFieldTextChanged
                | Self::ResponseTextChanged
                | Self::OutputTextChanged
                | Self::VersionChanged
                | Self::TitleChanged
        )
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Class {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
