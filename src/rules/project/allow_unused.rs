rule! {
    /// An entry of `allow` in `connkit.json` allows nothing.
    ///
    /// What it once allowed was mended, or has another pointer now. An entry that stays behind would one day hide a new
    /// finding that nobody has looked at.
    AllowUnused {
        levels: { Warning },
        origin: House,
        evidence: "lists of exceptions rot where nothing tells that an entry has served its time",
        since: "0.1.0",
        check: Configuration,
    }
}
