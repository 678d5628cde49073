using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The stored outcome of one row.</summary>
internal sealed record ResultRow
{
    private const int MaxErrors = 20;

    public Id LoadId { get; init; }
    public long Line { get; init; }
    public string Outcome { get; init; } = "";
    public string? ExternalId { get; init; }
    public Id? DocumentId { get; init; }
    public string? Code { get; init; }
    public string? Detail { get; init; }
    public string? Errors { get; init; }

    public static readonly BulkTable<ResultRow> Table = new BulkTable<ResultRow>("BulkLoadResults")
        .Code("LoadId", row => row.LoadId)
        .Number("Line", row => row.Line)
        .Code("Outcome", row => row.Outcome)
        .Code("ExternalId", row => row.ExternalId)
        .Code("DocumentId", row => row.DocumentId)
        .Code("Code", row => row.Code)
        .Text("Detail", row => row.Detail)
        .Text("Errors", row => row.Errors);

    public static ResultRow Rejected(Id loadId, long line, string? externalId, Refusal refusal) =>
        new()
        {
            LoadId = loadId,
            Line = line,
            Outcome = RowOutcome.Rejected,
            ExternalId = externalId,
            Code = refusal.Code.Value,
            Detail = refusal.Detail,
            Errors = refusal.Errors.Count == 0 ? null : StoredJson.Write(refusal.Errors.Take(MaxErrors).ToList()),
        };

    public BulkLoadResult Published(IEnumerable<string> noticeNumbers) =>
        new()
        {
            Line = Line,
            Outcome = Outcome,
            ExternalId = ExternalId,
            DocumentId = DocumentId?.Value,
            NoticeNumbers = noticeNumbers.ToList() is { Count: > 0 } numbers ? numbers : null,
            Code = Code,
            Detail = Detail,
            Errors = Errors is null ? null : JsonSerializer.Deserialize<List<BulkLoadResultError>>(Errors, Json.Options),
        };
}
