//! One flag for each question, made from the table of questions.

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::template::questions::{Form, Given, QUESTIONS, Question};

/// The answers that were given as flags.
pub struct Flags(Given);

impl Flags {
    pub fn given(&self) -> &Given {
        &self.0
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        command.next_help_heading("Answers").args(QUESTIONS.iter().map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Values are checked with all other answers, not by clap, which would stop at the first.
fn flag(question: &'static Question) -> Arg {
    let arg = Arg::new(question.name).long(question.flag).help(help(question));
    // Both spellings are English.
    let arg = if question.flag == "brand-colour" { arg.alias("brand-color") } else { arg };
    match question.form {
        Form::YesNo => arg.num_args(0..=1).require_equals(true).default_missing_value("true").value_name("BOOL"),
        // Repeating the flag adds to the list.
        Form::Choices(..) | Form::Words => arg.action(ArgAction::Append).value_name("LIST"),
        Form::Choice(_) => arg.value_name("NAME"),
        Form::Text => arg.value_name("TEXT").allow_hyphen_values(true),
    }
}

fn help(question: &Question) -> String {
    let audience = question.audience();
    let audience = if audience.is_empty() { String::new() } else { format!(" (for {audience})") };
    let values = question.values();
    let values = if values.is_empty() { String::new() } else { format!(" [possible values: {}]", values.join(", ")) };
    let default = match question.default(&Given::new()) {
        Some(serde_json::Value::String(text)) => format!(" [default: {text}]"),
        _ => String::new(),
    };
    format!("{}{audience}{values}{default}", question.help)
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self(Given::new());
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for question in &QUESTIONS {
            if matches.value_source(question.name) != Some(ValueSource::CommandLine) {
                continue;
            }
            let values: Vec<&str> =
                matches.get_many::<String>(question.name).into_iter().flatten().map(String::as_str).collect();
            let separator = match question.form {
                Form::Choices(_, separators) => separators.first().copied().unwrap_or(' '),
                _ => ' ',
            };
            self.0.insert(question.name.to_owned(), question.read(&values.join(&separator.to_string())));
        }
        Ok(())
    }
}
