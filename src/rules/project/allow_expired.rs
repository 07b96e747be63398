rule! {
    /// An entry of `allow` in `connkit.json` is past its day.
    ///
    /// After the day in `until` the entry allows nothing, and what it allowed is found again. The day is compared only
    /// where one is given with `--today` or in the environment variable `CONNKIT_TODAY`: without it, the same files
    /// give the same findings on every day.
    AllowExpired {
        levels: { Warning },
        origin: House,
        evidence: "the project itself set the day",
        since: "0.1.0",
        check: Configuration,
    }
}
