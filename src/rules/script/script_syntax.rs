use crate::connector::script::{Problem, ProblemKind, Script};
use crate::rule::{Cx, TextFile};

rule! {
    /// The script is not well-formed C#: a bracket, string or comment is not closed, or an escape is unknown.
    ///
    /// The platform compiles the script when the connector is created, and answers no more than "internal server error".
    /// connkit reads tokens, not grammar: it tells where brackets and strings break, and does not see a missing `;`.
    ///
    /// ```raw:script.csx,bad,at=5:39
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         return new HttpResponseMessage(HttpStatusCode.OK;
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,bad,at=5:23
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         string text = "orders;
    ///         return null;
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     // A bracket ( in a comment, or "in" a string, is none.
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var path = @"C:\orders\" + $"{(1 > 0 ? "{" : @"""}")}" + '(' + '\'';
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    ScriptSyntax {
        levels: { Error },
        origin: Certification,
        evidence: "documented: the script must compile; tried on scripts of our own only",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    for problem in file.content.problems() {
        let (message, help) = told(&file.content, *problem);
        let finding = cx.report(file.place(problem.span), message);
        finding.help(help);
        if let ProblemKind::UnclosedBracket { closed_by: Some(closer) } = problem.kind {
            finding.label(file.place(closer), "closed by this bracket, or not at all");
        }
    }
}

fn told(script: &Script, problem: Problem) -> (String, &'static str) {
    let text = script.slice(problem.span);
    match problem.kind {
        ProblemKind::UnterminatedText => ("the string has no end".to_owned(), "add the closing quote"),
        ProblemKind::UnterminatedHole => {
            ("the `{` in the string has no `}`".to_owned(), "add the `}`, or write `{{` for a brace that is text")
        }
        ProblemKind::UnterminatedCharacter => {
            ("the character has no closing quote".to_owned(), "add it, or use double quotes for text")
        }
        ProblemKind::UnterminatedComment => ("the comment has no `*/`".to_owned(), "add it where the comment ends"),
        ProblemKind::UnknownEscape => {
            (format!("`{text}` is no escape of C#"), "write the backslash twice, or `@` before the string")
        }
        ProblemKind::UnclosedBracket { .. } => {
            (format!("`{text}` is not closed"), "add the closing bracket, or remove this one")
        }
        ProblemKind::StrayCloser => (format!("`{text}` closes nothing"), "remove it, or add the opening bracket above"),
    }
}
