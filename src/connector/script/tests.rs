use proptest::prelude::*;

use super::*;

/// What a careful author writes.
const ORDERS: &str = r#"#r "Newtonsoft.Json"
using System;
using System.Net.Http;
using static System.Math;
using Json = Newtonsoft.Json.Linq.JObject;
using Map = System.Collections.Generic.Dictionary<string, System.Collections.Generic.List<int>>;

namespace Contoso.Orders
{
    using global::System.Text;

    /* The platform calls ExecuteAsync();
       new HttpClient() would be refused { */
    public partial class Script : ScriptBase, IDisposable
    {
        private const string ListOrders = "ListOrders";
        private static readonly Dictionary<string, int> limits = new Dictionary<string, int> { { "a", 1 }, };
        public string Name { get; set; } = Find("x");

        public Script() { }

        [Obsolete("no")]
        public override async Task<HttpResponseMessage> ExecuteAsync()
        {
            var operation = this.Context.OperationId;
            using (var reader = new StreamReader(stream)) { await reader.ReadToEndAsync(); }
            using var other = Open();
            // new HttpClient("in a comment")
            if (operation == ListOrders || "GetOrder" == this.Context.OperationId)
            {
                return await this.Forward($"orders/{Escape($"{id:D4}")}?q={(a ? "x" : "y")}&{{literal}}");
            }
            return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
        }

        private (int Count, string Text) Split(string value) => (1, value);
        private static T Read<T>(JObject body) where T : class, new() { return body.ToObject<T>(); }
        int local = Compute(1);

        public sealed class Order<TItem> : Base<TItem, Dictionary<string, int>> where TItem : class
        {
            internal abstract void Save();
            class Inner { }
        }
    }
}
"#;

fn words(text: &str) -> Vec<(TokenKind, &str)> {
    Script::of(text).tokens().iter().map(|token| (token.kind, &text[token.span.range()])).collect()
}

fn problems(text: &str) -> Vec<(ProblemKind, &str)> {
    Script::of(text).problems().iter().map(|problem| (problem.kind, &text[problem.span.range()])).collect()
}

#[test]
fn tokens_of_every_kind_are_told_apart() {
    use TokenKind::*;
    let table: &[(&str, &[(TokenKind, &str)])] = &[
        ("a_1 @class Größe", &[(Identifier, "a_1"), (Identifier, "@class"), (Identifier, "Größe")]),
        (
            "1_000u 0xFFe+1 1.5e-3f 2.ToString",
            &[
                (Number, "1_000u"),
                (Number, "0xFFe"),
                (Punctuation, "+"),
                (Number, "1"),
                (Number, "1.5e-3f"),
                (Number, "2"),
                (Punctuation, "."),
                (Identifier, "ToString"),
            ],
        ),
        (
            r#"'a' '\'' '\u0041' '""'"#,
            &[(Character, "'a'"), (Character, r"'\''"), (Character, r"'\u0041'"), (Character, r#"'""'"#)],
        ),
        (
            r#""a\"b" "" @"c:\" @"a""b""#,
            &[(Text, r#""a\"b""#), (Text, r#""""#), (Text, r#"@"c:\""#), (Text, r#"@"a""b""#)],
        ),
        ("\"\"\"a \"\" b\"\"\"", &[(Text, "\"\"\"a \"\" b\"\"\"")]),
        ("\"\"\"\"\n\"\"\"\n\"\"\"\";", &[(Text, "\"\"\"\"\n\"\"\"\n\"\"\"\""), (Punctuation, ";")]),
        (r#"$"plain {{x}}""#, &[(Text, r#"$"plain {{x}}""#)]),
        (
            r#"$"a{b,5:N2}c""#,
            &[
                (TextPart, r#"$"a"#),
                (HoleStart, "{"),
                (Identifier, "b"),
                (Punctuation, ","),
                (Number, "5"),
                (Format, ":N2"),
                (HoleEnd, "}"),
                (TextPart, r#"c""#),
            ],
        ),
        (
            r#"$@"{{{d["k"]}}}\" @$"{global::A}""#,
            &[
                (TextPart, r#"$@"{{"#),
                (HoleStart, "{"),
                (Identifier, "d"),
                (Punctuation, "["),
                (Text, r#""k""#),
                (Punctuation, "]"),
                (HoleEnd, "}"),
                (TextPart, r#"}}\""#),
                (TextPart, r#"@$""#),
                (HoleStart, "{"),
                (Identifier, "global"),
                (Punctuation, "::"),
                (Identifier, "A"),
                (HoleEnd, "}"),
                (TextPart, "\""),
            ],
        ),
        (
            "$$\"\"\"{a} {{{b}}}\"\"\"",
            &[
                (TextPart, "$$\"\"\"{a} {"),
                (HoleStart, "{{"),
                (Identifier, "b"),
                (HoleEnd, "}}"),
                (TextPart, "}\"\"\""),
            ],
        ),
        (
            r#"$"{new { A = $"{x}" }.A}""#,
            &[
                (TextPart, r#"$""#),
                (HoleStart, "{"),
                (Identifier, "new"),
                (Punctuation, "{"),
                (Identifier, "A"),
                (Punctuation, "="),
                (TextPart, r#"$""#),
                (HoleStart, "{"),
                (Identifier, "x"),
                (HoleEnd, "}"),
                (TextPart, "\""),
                (Punctuation, "}"),
                (Punctuation, "."),
                (Identifier, "A"),
                (HoleEnd, "}"),
                (TextPart, "\""),
            ],
        ),
        (
            "a?.b ?? c?.5:d => e>>f ??= 1..2",
            &[
                (Identifier, "a"),
                (Punctuation, "?."),
                (Identifier, "b"),
                (Punctuation, "??"),
                (Identifier, "c"),
                (Punctuation, "?"),
                (Punctuation, "."),
                (Number, "5"),
                (Punctuation, ":"),
                (Identifier, "d"),
                (Punctuation, "=>"),
                (Identifier, "e"),
                (Punctuation, ">"),
                (Punctuation, ">"),
                (Identifier, "f"),
                (Punctuation, "??="),
                (Number, "1"),
                (Punctuation, ".."),
                (Number, "2"),
            ],
        ),
        (
            "\u{feff}a // b\n/* c\n*/ d\u{a0}$ @ #",
            &[(Identifier, "a"), (Identifier, "d"), (Punctuation, "$"), (Punctuation, "@"), (Punctuation, "#")],
        ),
        ("#region Don't \"quote\n  #pragma x {\na", &[(Identifier, "a")]),
    ];
    for (text, expected) in table {
        assert_eq!(words(text), *expected, "{text}");
        assert_eq!(problems(text), [], "{text}");
    }
}

#[test]
fn comments_and_directives_have_places() {
    let script = Script::of(ORDERS);
    let comments: Vec<_> = script.comments().iter().map(|&span| script.slice(span)).collect();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[1], "// new HttpClient(\"in a comment\")");
    assert_eq!(
        script.directives().iter().map(|&span| script.slice(span)).collect::<Vec<_>>(),
        ["#r \"Newtonsoft.Json\""]
    );
}

#[test]
fn strings_have_the_values_that_a_compiler_gives_them() {
    let table: &[(&str, &str)] = &[
        (r#""a""#, "a"),
        (r#""""#, ""),
        (r#""\"\\\n\t\0\x41\u00e9\U0001F600\ud83d\ude00""#, "\"\\\n\t\0Aé😀😀"),
        (r#""\x4g\ud83d!""#, "\u{4}g\u{fffd}!"),
        (r#"@"c:\x""y""#, r#"c:\x"y"#),
        (r#"$"{{a}}\t""#, "{a}\t"),
        (r#"$@"{{""}}""#, "{\"}"),
        ("\"\"\"a\"b\\n\"\"\"", "a\"b\\n"),
        ("\"\"\"\n    a\n      \"b\"\n\n    \"\"\"", "a\n  \"b\"\n"),
        ("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"", "a\r\nb"),
        ("\"\"\"\n\"\"\"", ""),
    ];
    for (text, value) in table {
        let literals = Script::of(text).string_literals();
        let expected = Literal { value: (*value).to_owned(), span: Span::new(0, text.len()) };
        assert_eq!(literals, [expected], "{text}");
    }
    assert_eq!(Script::of(r#"$"{"in"}out" 'c' "open"#).string_literals().len(), 1);
}

#[test]
fn a_sound_script_has_no_problems() {
    for text in [ORDERS, "", "\n", "{ ( [ ] ) }", "a < b > c", "'\"' + '{'", "x => { };", "$\"{x}\" + $\"{{\""] {
        assert_eq!(problems(text), [], "{text}");
    }
    let branches = "#if DEBUG\nvoid A() {\n#elif X\nvoid B() { ( {\n#else\nvoid C(]) {\n#endif\n}\n";
    assert_eq!(problems(branches), [], "only one branch is compiled");
}

#[test]
fn what_does_not_end_is_reported_once() {
    use ProblemKind::*;
    let table: &[(&str, &[(ProblemKind, &str)])] = &[
        ("F(\"a);\nG(\"b\");", &[(UnterminatedText, "\"a);")]),
        ("x = \"a\\", &[(UnterminatedText, "\"a\\")]),
        ("x = \"a\\\ny", &[(UnterminatedText, "\"a\\")]),
        ("x = @\"a\n(b", &[(UnterminatedText, "@\"")]),
        ("$@\"{a} b\n(", &[(UnterminatedText, "$@\"")]),
        ("x = \"\"\"a\nb", &[(UnterminatedText, "\"\"\"a")]),
        ("x = \"\"\"\na\n\"\"", &[(UnterminatedText, "\"")]),
        ("/* {", &[(UnterminatedComment, "/*")]),
        ("x = 'a;\nF(", &[(UnterminatedCharacter, "'a;")]),
        ("F($\"a {b\");\n{ }", &[(UnterminatedHole, "{")]),
        ("F($\"a {b:N2\");\n{ }", &[(UnterminatedHole, "{")]),
        ("F($\"a {b; c\");\n{ }", &[(UnterminatedHole, "{")]),
        ("F($\"a {b + $\"{c\");\n{ }", &[(UnterminatedHole, "{")]),
        ("$\"a {b", &[(UnterminatedHole, "{")]),
        ("$\"a{b}c\n", &[(UnterminatedText, "$\"a{b}c")]),
        (r#"R("\d+", @"\d", '\w')"#, &[(UnknownEscape, r"\d"), (UnknownEscape, r"\w")]),
    ];
    for (text, expected) in table {
        assert_eq!(problems(text), *expected, "{text}");
    }
}

#[test]
fn brackets_are_paired() {
    use ProblemKind::StrayCloser;
    assert_eq!(problems("f(); }"), [(StrayCloser, "}")]);
    assert_eq!(problems("{ a ] }"), [(StrayCloser, "]")]);
    let unclosed = |at: usize, by: Option<usize>| Problem {
        kind: ProblemKind::UnclosedBracket { closed_by: by.map(|by| Span::new(by, by + 1)) },
        span: Span::new(at, at + 1),
    };
    assert_eq!(Script::of("a[(1];").problems(), [unclosed(2, Some(4))]);
    assert_eq!(Script::of("{ f(a; }").problems(), [unclosed(3, Some(7))]);
    assert_eq!(Script::of("class A { void B() {").problems(), [unclosed(8, None), unclosed(19, None)]);
    assert_eq!(Script::of("$\"{f(a)}\" + {").problems(), [unclosed(12, None)]);
    // A bracket in a hole does not reach out of it.
    assert_eq!(problems("( $\"{a)}\" )"), [(StrayCloser, ")")]);
}

#[test]
fn usings_are_directives_and_not_statements() {
    let script = Script::of(ORDERS);
    let usings = script.usings();
    let found: Vec<_> = usings.iter().map(|using| (using.kind, using.name.as_str())).collect();
    assert_eq!(
        found,
        [
            (UsingKind::Namespace, "System"),
            (UsingKind::Namespace, "System.Net.Http"),
            (UsingKind::Static, "System.Math"),
            (UsingKind::Alias("Json"), "Newtonsoft.Json.Linq.JObject"),
            (
                UsingKind::Alias("Map"),
                "System.Collections.Generic.Dictionary<string,System.Collections.Generic.List<int>>"
            ),
            (UsingKind::Namespace, "System.Text"),
        ]
    );
    assert_eq!(script.slice(usings[2].span), "using static System.Math;");
    assert_eq!(script.slice(usings[1].name_span), "System.Net.Http");
    for text in ["using var x = A;", "using (a) { }", "using System", "using ;", "using A = B> ;", "using System..Net;"]
    {
        assert_eq!(Script::of(text).usings(), [], "{text}");
    }
    let spread = "using System . Net /* x */ ;\nnamespace A;\nusing B;";
    let script = Script::of(spread);
    assert_eq!(script.usings().iter().map(|using| using.name.as_str()).collect::<Vec<_>>(), ["System.Net", "B"]);
}

#[test]
fn classes_have_bases_modifiers_and_depth() {
    let script = Script::of(ORDERS);
    let classes = script.classes();
    let found: Vec<_> = classes
        .iter()
        .map(|class| {
            let bases: Vec<_> = class.bases.iter().map(|base| base.name).collect();
            (class.name, class.modifiers.join(" "), bases.join(" | "), class.depth)
        })
        .collect();
    let expected = [
        ("Script", "public partial", "ScriptBase | IDisposable", 0),
        ("Order", "public sealed", "Base<TItem, Dictionary<string, int>>", 1),
        ("Inner", "", "", 2),
    ];
    let expected =
        expected.map(|(name, modifiers, bases, depth)| (name, modifiers.to_owned(), bases.to_owned(), depth));
    assert_eq!(found, expected);
    assert_eq!(script.slice(classes[0].name_span), "Script");
    assert_eq!(script.slice(classes[0].bases[0].span), "ScriptBase");
    assert_eq!(script.slice(classes[0].header), "public partial class Script : ScriptBase, IDisposable");
    assert!(classes[0].has_modifier("public") && !classes[0].has_modifier("static"));
    for text in ["class", "class {", "\"class A\"", "void F<T>() where T : class where U : class { }", "// class A { }"]
    {
        assert_eq!(Script::of(text).classes(), [], "{text}");
    }
    let broken = Script::of("public class Script : ScriptBase { public int A() { return 1; } class B {");
    assert_eq!(
        broken.classes().iter().map(|class| (class.name, class.depth)).collect::<Vec<_>>(),
        [("Script", 0), ("B", 1)]
    );
    assert_eq!(broken.methods(&broken.classes()[0]).len(), 1, "a class that does not end goes on to the end");
}

#[test]
fn methods_have_types_and_modifiers() {
    let script = Script::of(ORDERS);
    let classes = script.classes();
    let methods = script.methods(&classes[0]);
    let found: Vec<_> = methods
        .iter()
        .map(|method| (method.modifiers.join(" "), method.return_type, method.name, method.has_parameters))
        .collect();
    let expected = [
        ("public override async", "Task<HttpResponseMessage>", "ExecuteAsync", false),
        ("private", "(int Count, string Text)", "Split", true),
        ("private static", "T", "Read", true),
    ];
    assert_eq!(found, expected.map(|(modifiers, kind, name, some)| (modifiers.to_owned(), kind, name, some)));
    assert_eq!(
        script.slice(methods[0].header),
        "public override async Task<HttpResponseMessage> ExecuteAsync()",
        "attributes do not belong to it"
    );
    assert_eq!(script.slice(methods[0].name_span), "ExecuteAsync");
    let nested = script.methods(&classes[1]);
    assert_eq!(nested.iter().map(|method| method.name).collect::<Vec<_>>(), ["Save"]);
    assert!(nested[0].has_modifier("abstract"));
}

#[test]
fn sequences_are_found_in_code_only() {
    let script = Script::of(ORDERS);
    assert_eq!(script.find(&["new", "HttpClient"]), []);
    assert_eq!(script.find(&["Context", ".", "SendAsync", "("]).len(), 1);
    let text = "File /* x */ . Read(); \"File.\"; $\"File.{File.Open}\"; MyFile.X; @File.Y;";
    let script = Script::of(text);
    let found: Vec<_> = script.find(&["File", "."]).iter().map(|&span| script.slice(span)).collect();
    assert_eq!(found, ["File /* x */ .", "File.", "@File."]);
    assert_eq!(script.find(&[]), []);
    assert_eq!(Script::of("a").find(&["a", "b"]), []);
    let text = "new HttpClient(); new System.Net.Http.HttpClient(); new HttpClientHandler(); new X.HttpClient.Y(); renew HttpClient";
    let script = Script::of(text);
    let found: Vec<_> = script.new_expressions("HttpClient").iter().map(|&span| script.slice(span)).collect();
    assert_eq!(found, ["new HttpClient", "new System.Net.Http.HttpClient"]);
}

fn operations(text: &str) -> Vec<String> {
    let script = Script::of(text);
    let name = |name: OperationName| {
        assert!(script.slice(name.span).contains(&name.value), "{name:?}");
        if name.ignores_case { format!("{} (any case)", name.value) } else { name.value }
    };
    script.operation_names().into_iter().map(name).collect()
}

#[test]
fn operation_names_are_found_in_all_usual_forms() {
    let table: &[(&str, &[&str])] = &[
        (r#"if (this.Context.OperationId == "A") {}"#, &["A"]),
        (r#"if ("A" == Context.OperationId || Context?.OperationId != "B") {}"#, &["A", "B"]),
        (r#"return this.Context.OperationId == "A" ? x : y;"#, &["A"]),
        (r#"if (!this.Context.OperationId.Equals("A")) {}"#, &["A"]),
        (r#"x = this.Context.OperationId.Equals("A", StringComparison.OrdinalIgnoreCase);"#, &["A (any case)"]),
        (r#""A".Equals(this.Context.OperationId)"#, &["A"]),
        (r#"string.Equals(this.Context.OperationId, "A", StringComparison.OrdinalIgnoreCase)"#, &["A (any case)"]),
        (r#"String.Equals("A", Context.OperationId)"#, &["A"]),
        (r#"StringComparer.OrdinalIgnoreCase.Equals("A", Context.OperationId)"#, &["A (any case)"]),
        (r#"this.Context.OperationId.ToLower() == "a""#, &["a (any case)"]),
        (r#"this.Context.OperationId is "A" or "B""#, &["A", "B"]),
        (r#"if (this.Context.OperationId is not ("A" or "B")) {}"#, &["A", "B"]),
        (
            r#"switch (this.Context.OperationId) { case "A": case "B" when x: { switch (y) { case "no": } } break; default: break; }"#,
            &["A", "B"],
        ),
        (r#"switch (this.Context.OperationId.ToUpperInvariant()) { case "A": break; }"#, &["A (any case)"]),
        (
            r#"var r = this.Context.OperationId switch { "A" => F(x, "no"), "B" or "C" => "no", _ => "no" };"#,
            &["A", "B", "C"],
        ),
        (r#"var op = this.Context.OperationId; if (op == "A") {}"#, &["A"]),
        (r#"string id = Context.OperationId ?? ""; switch (id) { case "A": break; }"#, &["A"]),
        (r#"void F(string operationId) { if (operationId == "A") {} }"#, &["A"]),
        (
            r#"byte[] data = Convert.FromBase64String(this.Context.OperationId);
            string name = System.Text.Encoding.UTF8.GetString(data);
            if (name == "A") {}"#,
            &["A"],
        ),
        (
            r#"class Script { string GetOperation() { return Fix(this.Context.OperationId); }
            void F() { switch (GetOperation()) { case "A": break; } var o = this.GetOperation(); if (o == "B") {} } }"#,
            &["A", "B"],
        ),
        (
            r#"class Operations { public const string Get = "A"; } if (Context.OperationId == Operations.Get) {}"#,
            &["A"],
        ),
        // Two constants of one name may be confused, so neither counts.
        (
            r#"class O { const string Get = "A"; } class P { const string Get = "/a"; } if (OperationId == O.Get) {}"#,
            &[],
        ),
        (r#"if (this.Context.OperationId == @"A") {}"#, &["A"]),
        // None of these compares the id itself.
        (r#"if (this.Context.OperationId.Substring(3) == "no") {}"#, &[]),
        (r#"if (this.Context.OperationId.Length == "no") {}"#, &[]),
        (r#"var response = await Send(this.Context.OperationId); if (response == "no") {}"#, &[]),
        (r#"var isGet = this.Context.OperationId == "A"; if (isGet == "no") {}"#, &["A"]),
        (r#"if (names[this.Context.OperationId] == "no") {}"#, &[]),
        (r#"if (method == "no") { x = this.Context.OperationId; }"#, &[]),
        (r#"switch (this.Context.Request.Method) { case "no": break; }"#, &[]),
        (r#"// this.Context.OperationId == "no""#, &[]),
        (r#"x = "this.Context.OperationId" == "no";"#, &[]),
        ("OperationId ==", &[]),
        ("== OperationId is or", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(operations(text), *expected, "{text}");
    }
    assert_eq!(operations(ORDERS), ["ListOrders", "GetOrder"]);
}

#[test]
fn decoding_of_the_operation_id_is_noticed() {
    for text in [
        "Convert.FromBase64String(this.Context.OperationId)",
        "var op = this.Context.OperationId; var data = Convert.FromBase64String(op);",
        "string x = DecodeBase64(Context.OperationId);",
        "string x = DecodeOperationId();",
    ] {
        assert!(Script::of(text).decodes_operation_id(), "{text}");
    }
    for text in [
        "Convert.FromBase64String(body)",
        "Uri.UrlDecode(this.Context.OperationId)",
        "this.Context.OperationId == \"Base64Decode\"",
        "// Convert.FromBase64String(this.Context.OperationId)",
        "",
    ] {
        assert!(!Script::of(text).decodes_operation_id(), "{text}");
    }
}

/// Asks everything; tokens must be in order, apart, and on the edges of characters.
fn check(text: &str) {
    let script = Script::of(text);
    let tokens = script.tokens();
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    assert!(tokens.iter().all(|token| token.span.start < token.span.end && text.get(token.span.range()).is_some()));
    // Between the tokens there are only blanks, comments and directives.
    let mut covered: Vec<Span> = tokens.iter().map(|token| token.span).collect();
    covered.extend(script.comments().iter().chain(script.directives()));
    covered.sort_unstable();
    let mut done = 0;
    for span in covered {
        assert!(text[done..span.start as usize].chars().all(|c| c.is_whitespace() || c == '\u{feff}'));
        done = span.end as usize;
    }
    assert!(script.problems().is_sorted_by_key(|problem| problem.span));
    assert!(script.problems().iter().all(|problem| !text[problem.span.range()].is_empty()));
    for class in script.classes() {
        assert!(text.get(class.header.range()).is_some_and(|header| header.contains(class.name)));
        for method in script.methods(&class) {
            assert!(text[method.header.range()].contains(method.return_type));
        }
    }
    for using in script.usings() {
        assert!(text[using.span.range()].ends_with(';'));
    }
    let names = script.operation_names();
    assert!(names.is_sorted_by_key(|name| name.span));
    for found in script.dotted_names("A") {
        assert!(text[found.span.range()].ends_with(found.name.rsplit('.').next().unwrap_or_default()));
    }
    assert!(script.machine_accesses().is_sorted());
    let _ = (script.string_literals(), script.decodes_operation_id(), script.new_expressions("A"));
}

/// Inputs on which careless lexers recurse or look ahead again and again.
#[test]
fn hostile_repetitions_are_read() {
    let parts = [
        "(",
        ")",
        "{",
        "]",
        "([{",
        "$\"{",
        "$@\"{",
        "$$\"\"\"{{",
        "$",
        "@",
        "\"",
        "\"\"",
        "'",
        "/*",
        "//",
        "#if\n",
        "#else\n",
        "#endif\n",
        "#if\n#else\n{",
        "class A<",
        "class A {",
        "class A : ",
        "class A where ",
        "using A.",
        "new A.",
        "operationId == ",
        "operationId is ",
        "operationId or ",
        "switch (operationId) {",
        "case \"a\":",
        "Equals(",
        "a = ",
        "namespace A {",
        "public ",
        "<",
        ">",
        "{{",
        "}}",
        "string operationA() { class A {",
        "operationId switch { a, ",
        "\\",
        "x:",
        "is (",
    ];
    for part in parts {
        check(&part.repeat(5_000));
        check(&format!("class A {{ {} }}", part.repeat(2_000)));
    }
}

proptest! {
    #[test]
    fn any_text_is_a_script(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn parts_in_any_order_are_a_script(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "\"", "\"\"\"", "$\"", "$$\"\"\"", "@\"", "{", "}", "{{", "}}", "(", ")", "[", "]", "'", "\\", "\n", "\r\n", "//", "/*",
                "*/", "#if A", "#else", "#endif", "é", "😀", "class", "A", "@A", ":", "::", ",", ";", "=", "==", "=>", "<", ">", ".", "?.",
                "using", "static", "namespace", "new", "public", "OperationId", "switch", "case", "is", "or", "not", "Equals", "string",
                "const", "where", "0x1e+2", "1.5", " ", "\u{feff}", "FromBase64String", "\"a\"",
            ]),
            0..80,
        ),
        apart: bool,
    ) {
        check(&parts.join(if apart { " " } else { "" }));
    }

    #[test]
    fn a_cut_script_is_a_script(at in 0..ORDERS.len()) {
        check(&ORDERS[..at]);
        check(&ORDERS[at..]);
    }
}

#[test]
fn the_main_class_is_followed_to_the_platforms_base() {
    let of = |text| Script::of(text).main_class().map(|main| (main.classes.len(), main.has_base));
    assert_eq!(of("class Script : ScriptBase { }"), Some((1, true)));
    assert_eq!(of("class Script : A { } class A : B, I { } class B : Contoso.ScriptBase { }"), Some((3, true)));
    assert_eq!(of("partial class Script { } partial class Script : ScriptBase { }"), Some((2, true)));
    assert_eq!(of("class Script : A { } class A : Script { }"), Some((2, false)), "a circle ends");
    assert_eq!(of("class script { }"), Some((1, false)));
    assert_eq!(of("class Outer { class Script : ScriptBase { } }"), None);
}

#[test]
fn static_calls_are_of_types_not_of_members() {
    let script = Script::of("File.Read(); System.IO.File.Open(); order.File.Write(); x?.File.Copy(); File.Name;");
    let calls = script.static_calls("File");
    let calls: Vec<_> = calls.iter().map(|call| (call.method, script.slice(call.span))).collect();
    assert_eq!(calls, [("Read", "File.Read"), ("Open", "System.IO.File.Open")]);
}

#[test]
fn new_takes_its_type_from_the_declaration() {
    let script =
        Script::of("HttpClient client = new(); HttpClient other = Make(); HttpClient third = new HttpClient();");
    let found = script.target_typed_new("HttpClient");
    assert_eq!(found.iter().map(|span| script.slice(*span)).collect::<Vec<_>>(), ["HttpClient client = new"]);
}

#[test]
fn chains_of_classes_and_names_cost_no_more_than_their_length() {
    let classes: String = (0..20_000).map(|number| format!("class C{number} : C{} {{ }}\n", number + 1)).collect();
    let script = Script::of(&format!("class Script : C0 {{ }}\n{classes}"));
    assert_eq!(script.main_class().map(|main| main.classes.len()), Some(20_001));
    let script = Script::of(&"File.".repeat(200_000));
    assert!(script.static_calls("File").is_empty());
    assert_eq!(Script::of(&"System.".repeat(200_000)).dotted_names("System").len(), 1);
}

#[test]
fn dotted_names_are_read_whole_and_in_code_only() {
    let script = Script::of(
        "using System.Net; using A = System.Text.Rune; namespace System.Mine { } x.System.Net.Dns; System; \
         global::System /* a */ . Net.Dns.Get(); $\"{System.Math.Abs(1)} System.No\"; System.IO?.Path; // System.No",
    );
    let names: Vec<_> = script.dotted_names("System").into_iter().map(|found| found.name).collect();
    assert_eq!(names, ["System.Net.Dns.Get", "System.Math.Abs", "System.IO"]);
}

#[test]
fn what_touches_the_machine_is_found_with_its_namespace() {
    let script = Script::of(
        "class TcpClient { } System.IO.File.Delete(a); order.File.Delete(a); new System.Diagnostics.Process(); \
         new TcpClient(); Path.Combine(a); Path.GetTempPath(); new Socket(a);",
    );
    let found: Vec<_> = script.machine_accesses().into_iter().map(|span| script.slice(span)).collect();
    assert_eq!(found, ["System.IO.File.Delete", "new System.Diagnostics.Process", "Path.GetTempPath", "new Socket"]);
}
