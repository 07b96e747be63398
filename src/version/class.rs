//! The classes of changes, as one table: name, weight, the platform's own words, meaning for flows, remedy.
//!
//! Names that Microsoft's breaking-change detector uses are kept verbatim. Knows nothing about documents.

use std::fmt;

use serde::Serialize;

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
    pub severity: Severity,
    /// What the hosted detector prints, where that was seen.
    pub detector: Option<&'static str>,
    /// What happens to flows, as the end of "flows that use `...`"; empty where nothing does.
    pub meaning: &'static str,
    /// What to do instead, in the imperative; empty where nothing needs doing.
    pub remedy: &'static str,
}

macro_rules! classes {
    ($($class:ident $severity:ident $(detector $detector:literal)? $(meaning $meaning:literal)? $(remedy $remedy:literal)?;)*) => {
        /// The kind of a change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class { $($class),* }

        impl Class {
            pub const ALL: &[Self] = &[$(Self::$class),*];

            pub fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$class => const { &Facts {
                        name: stringify!($class),
                        severity: Severity::$severity,
                        detector: first([$(Some($detector),)? None]),
                        meaning: text([$($meaning,)? ""]),
                        remedy: text([$($remedy,)? ""]),
                    } },)*
                }
            }
        }
    };
}

/// What was given, else nothing.
const fn first<const N: usize>(given: [Option<&'static str>; N]) -> Option<&'static str> {
    given[0]
}

const fn text<const N: usize>(given: [&'static str; N]) -> &'static str {
    given[0]
}

classes! {
    // The connector as a whole.
    ComparisonIncomplete Risky remedy "mend the file and compare again";
    TitleChanged Risky meaning "keep working; makers no longer find the connector under its name"
        remedy "keep the published title, or agree on the new one with Microsoft first";
    VersionChanged Safe;
    InfoTextChanged Safe;
    InfoChanged Safe;
    HostChanged Breaking meaning "reach another server" remedy "keep the host, and lead requests to the new one there";
    BasePathChanged Breaking meaning "send their requests to another address" remedy "keep the base path, or let a policy route the requests";
    SchemesChanged Risky meaning "may reach the server by another protocol";
    ConsumesChanged Risky meaning "send their requests in another format";
    ProducesChanged Risky meaning "get their responses in another format";
    MetadataChanged Safe;
    CapabilitiesChanged Risky remedy "test the connection and the file picker again";
    DefinitionOtherChanged Safe;

    // Authentication and connections.
    AuthenticationMethodRemoved Breaking meaning "have connections that no longer work"
        remedy "keep the authentication; a published connector may not change it";
    AuthenticationMethodAdded Risky remedy "a published connector may not change its authentication: ask Microsoft first";
    AuthenticationTypeChanged Breaking meaning "have connections that no longer work"
        remedy "keep the authentication; a published connector may not change it";
    AuthenticationDetailsChanged Risky meaning "may have to sign in again" remedy "test with a connection that was made before";
    SecurityRequirementsChanged Risky meaning "may have to sign in again" remedy "test with a connection that was made before";
    ConnectionParametersRemoved Breaking meaning "have connections that hold a value nobody reads"
        remedy "keep the connection parameter";
    ConnectionParameterTypeChanged Breaking meaning "have connections that hold a value of the old type"
        remedy "keep the type of the connection parameter";
    ConnectionParameterAdded Risky meaning "have connections without a value for it" remedy "make it optional, or give it a default";
    ConnectionParameterChanged Risky remedy "test with a connection that was made before";
    ConnectionParameterTextChanged Safe;

    // Policies, script, other artifacts.
    RouteChanged Breaking meaning "send their requests to another address" remedy "keep the route, or use a new operation";
    PolicyAdded Risky meaning "may send or get something else";
    PolicyRemoved Risky meaning "may send or get something else";
    PolicyChanged Risky meaning "may send or get something else";
    ScriptOperationsChanged Risky meaning "go through the script, or no longer do";
    ScriptChanged Risky meaning "may send or get something else" remedy "run the flows that go through the script";
    PropertiesOtherChanged Safe;
    IconChanged Safe;
    ReadmeChanged Safe;
    IntroChanged Safe;

    // Operations.
    OperationAdded Safe;
    OperationDeleted Breaking
        detector "The operation has been deleted. This change breaks existing flows."
        meaning "will fail: the operation is gone"
        remedy "keep the operation, mark it as deprecated, and delete it when nobody uses it";
    OperationRenamed Breaking
        detector "The operation has been deleted. This change breaks existing flows."
        meaning "will fail: they call it by its old operationId"
        remedy "keep the old operationId; change the summary for a better name";
    OperationPathChanged Breaking
        detector "The path template has been changed for the operation."
        meaning "send their requests to the old path"
        remedy "keep the path, or add a new revision of the operation (`connkit operation revise`)";
    OperationMethodChanged Breaking
        meaning "send their requests with the old method"
        remedy "keep the method, or add a new revision of the operation (`connkit operation revise`)";
    OperationHidden Breaking meaning "cannot be edited: the operation is internal now" remedy "use `advanced` instead of `internal`";
    OperationVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    OperationDeprecated Risky meaning "keep working; makers can no longer add it";
    OperationUndeprecated Safe;
    AnnotationChanged Safe;
    TriggerChanged Breaking meaning "no longer start, or start in another way" remedy "keep the kind of the trigger, or add a new one";
    TriggerDetailsChanged Risky meaning "may start at other times";
    PagingChanged Risky meaning "may get more or fewer items";
    OperationTextChanged Safe;
    OperationOtherChanged Safe;

    // Parameters.
    ParameterAdded Safe;
    ParameterAddedRequired Breaking
        detector "The required parameter has been added."
        meaning "will fail: they do not send it"
        remedy "make the parameter optional, or add a new revision of the operation";
    ParameterAddedRequiredWithDefault Risky meaning "send the default value" remedy "make sure that the default does what was done before";
    ParameterDeleted Breaking meaning "send a parameter that is no longer known" remedy "keep the parameter, and make it `advanced`";
    ParameterMoved Breaking
        detector "The location has been changed for the parameter. Existing flows will continue to send the parameter in the old location."
        meaning "send it in the old place"
        remedy "keep the place of the parameter, or add a new revision of the operation";
    ParameterTypeChanged Breaking meaning "send a value of the old type" remedy "keep the type, or add a new parameter";
    ParameterTyped Risky meaning "may send a value of another type";
    ParameterFormatChanged Risky meaning "may send a value in another format";
    ParameterBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they leave it out"
        remedy "leave it optional";
    ParameterBecameOptional Safe;
    ParameterEnumAdded Breaking
        detector "The list of enum values has been added to the input field. Existing flows may use values outside of this list."
        meaning "may send a value outside the new list"
        remedy "offer the values with `x-ms-dynamic-values`, or name them in the description";
    ParameterEnumNarrowed Breaking
        detector "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it."
        meaning "may send a value that is no longer in the list"
        remedy "keep the old values";
    ParameterEnumWidened Safe;
    ParameterEnumRemoved Safe;
    ParameterDefaultChanged Risky meaning "and rely on the default send another value";
    ParameterVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    ParameterTextChanged Safe;

    // The body as a whole.
    BodyAdded Safe;
    BodyAddedRequired Breaking
        detector "The required parameter has been added."
        meaning "will fail: they send no body"
        remedy "make the body optional, or add a new revision of the operation";
    BodyDeleted Breaking meaning "send a body that nobody reads" remedy "keep the body";
    BodyBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they send no body"
        remedy "leave the body optional";
    BodyBecameOptional Safe;
    BodyRenamed Risky meaning "may hold its fields under the old name" remedy "keep the name of the body parameter";

    // Fields of bodies.
    InputFieldAdded Safe;
    InputFieldAddedRequired Breaking
        detector "The required input field has been added. Existing flows will not send this new field."
        meaning "will fail: they do not send it"
        remedy "make the field optional";
    InputFieldDeleted Breaking meaning "send a field that is no longer known" remedy "keep the field, and make it `advanced`";
    InputFieldTypeChanged Breaking meaning "send a value of the old type" remedy "keep the type, or add a new field";
    InputFieldTyped Risky meaning "may send a value of another type";
    InputFieldFormatChanged Risky meaning "may send a value in another format";
    InputFieldBecameRequired Breaking
        detector "The input field has been changed from optional to required."
        meaning "will fail where they leave it out"
        remedy "leave it optional";
    InputFieldBecameOptional Safe;
    InputFieldEnumAdded Breaking
        detector "The list of enum values has been added to the input field. Existing flows may use values outside of this list."
        meaning "may send a value outside the new list"
        remedy "offer the values with `x-ms-dynamic-values`, or name them in the description";
    InputFieldEnumNarrowed Breaking
        detector "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it."
        meaning "may send a value that is no longer in the list"
        remedy "keep the old values";
    InputFieldEnumWidened Safe;
    InputFieldEnumRemoved Safe;
    InputFieldDefaultChanged Risky meaning "and rely on the default send another value";
    InputFieldVisibilityChangedToInternal Breaking
        meaning "cannot be edited there: the input is hidden now"
        remedy "use `advanced` instead of `internal`";
    InputFieldVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    InputFieldTextChanged Safe;
    InputDynamicsChanged Risky meaning "keep working; makers are offered other values or fields";
    InputConstraintChanged Risky meaning "may send a value outside the new limits";
    InputOtherChanged Safe;

    // Responses.
    ResponseAdded Safe;
    ResponseRemoved Risky meaning "treat that response in another way";
    SuccessResponseRemoved Breaking meaning "lose the output of that response" remedy "keep the response";
    SuccessCodeMoved Breaking meaning "expect the output under the old status code" remedy "keep the status code";
    ResponseTextChanged Safe;
    ResponseOtherChanged Safe;
    ErrorResponseChanged Safe;
    OutputAdded Safe;
    OutputRemoved Breaking meaning "lose the output that they use" remedy "keep the schema of the response";
    OutputFieldAdded Safe;
    OutputFieldDeleted Breaking meaning "and this output get nothing there" remedy "keep the field";
    OutputFieldTypeChanged Breaking
        detector "The type has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed."
        meaning "and this output may fail"
        remedy "keep the type; if the service always answered so, tell the reviewer";
    OutputFieldTyped Risky meaning "may read this output in another way";
    OutputFieldFormatChanged Risky
        detector "The type format has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed."
        meaning "may read this output in another way"
        remedy "keep the format; if the service always answered so, tell the reviewer";
    OutputMadeDynamic Breaking meaning "may lose the fields that were listed" remedy "keep the fields beside the dynamic schema";
    OutputDynamicsChanged Risky meaning "may see other fields";
    OutputVisibilityChanged Risky meaning "keep working; makers find it elsewhere";
    OutputTextChanged Safe;
    OutputOtherChanged Safe;
    NotificationAdded Safe;
    NotificationRemoved Breaking meaning "lose the output of the trigger" remedy "keep `x-ms-notification-content`";
}

impl Class {
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// Whether Microsoft holds a published connector to it, beyond what flows need.
    pub fn is_locked(self) -> bool {
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
