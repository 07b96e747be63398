use crate::finding::At;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// The settings of the command line tools lie among the files to be submitted.
    ///
    /// `settings.json` is no part of a connector: it holds the arguments with which its author calls the tools, often
    /// with the id of an environment. Reviewers ask to remove it. connkit leaves it out of packages and submissions.
    ///
    /// ```settings.json,bad,at=,file=settings.json
    /// { "apiDefinition": "apiDefinition.swagger.json" }
    /// ```
    /// ```settings.json,good
    /// null
    /// ```
    SettingsSubmitted {
        levels: { Hint, Hint, Off },
        origin: Reviewer,
        evidence: "3 of 1,034 published folders have the file; reviewers ask for its removal",
        since: "0.1.0",
        check: Settings(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, root: Node<'a>) {
    if cx.connector().is_folder() {
        cx.report(At::from(root), "the settings are no part of a connector")
            .help("keep the file out of the repository");
    }
}
