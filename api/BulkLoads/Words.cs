namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The states of a load, as stored and published.</summary>
internal static class LoadState
{
    /// <summary>Its rows are still arriving; if they stop, the sweep deletes the load.</summary>
    public const string Receiving = "receiving";
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Paused = "paused";

    /// <summary>An atomic load without a refused row: its documents are being published.</summary>
    public const string Publishing = "publishing";

    /// <summary>A dry run, or an atomic load with a refused row: its documents are being deleted.</summary>
    public const string Discarding = "discarding";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All =
    [
        Receiving,
        Waiting,
        Running,
        Paused,
        Publishing,
        Discarding,
        Completed,
        Failed,
        Cancelled,
    ];
}

/// <summary>The reaction of a load to a bad row.</summary>
internal static class LoadMode
{
    public const string ContinueOnFailure = "continue-on-failure";
    public const string Atomic = "atomic";
    public const string DryRun = "dry-run";

    public static readonly IReadOnlyList<string> All = [ContinueOnFailure, Atomic, DryRun];
}

/// <summary>The action of a row.</summary>
internal static class RowAction
{
    public const string Issue = "issue";
    public const string Replace = "replace";
    public const string Cancel = "cancel";

    public static readonly IReadOnlyList<string> All = [Issue, Replace, Cancel];
}

/// <summary>The outcome of a row.</summary>
internal static class RowOutcome
{
    public const string Issued = "issued";
    public const string Unchanged = "unchanged";
    public const string Replaced = "replaced";
    public const string Cancelled = "cancelled";
    public const string Rejected = "rejected";

    /// <summary>Good in itself, but the load to which it belonged was not.</summary>
    public const string Discarded = "discarded";

    public static readonly IReadOnlyList<string> All = [Issued, Unchanged, Replaced, Cancelled, Rejected, Discarded];
}

internal static class LoadFormat
{
    public const string Ndjson = "ndjson";
    public const string Csv = "csv";
}
