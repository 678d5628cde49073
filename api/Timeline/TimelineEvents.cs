using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;

namespace Lecce.Riscossione.Api.Timeline;

/// <summary>The stored events of all timelines. Rows are only added; those of documents that were never published are deleted with them.</summary>
internal static class TimelineEvents
{
    public static readonly BulkTable<TimelineRow> Table = new BulkTable<TimelineRow>("TimelineEvents")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("Type", row => row.Type)
        .Code("Actor", row => row.Actor)
        .Moment("OccurredAt", row => row.OccurredAt)
        .Text("Data", row => row.Data)
        .Bytes("Hash", row => row.Hash);

    /// <summary>Deletes the events of documents, given as a JSON array of ids in <c>@ids</c>.</summary>
    public static string DeleteOf(Dialect dialect) => $"DELETE FROM TimelineEvents WHERE DocumentId IN ({dialect.TextsOf("@ids")})";
}
