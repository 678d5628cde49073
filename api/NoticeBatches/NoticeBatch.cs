using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Stampa massiva: gli avvisi di molti documenti, preparati in ordine di stampa.</summary>
public sealed record NoticeBatch
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Stato: waiting, running, completed, cancelled, failed.</summary>
    [
        MaxLength(12),
        ExtensibleEnum(
            NoticeBatchState.Waiting,
            NoticeBatchState.Running,
            NoticeBatchState.Completed,
            NoticeBatchState.Cancelled,
            NoticeBatchState.Failed
        )
    ]
    public required string State { get; init; }

    /// <summary>Documenti scelti.</summary>
    public required long Total { get; init; }

    /// <summary>Avvisi preparati.</summary>
    public required long Made { get; init; }

    /// <summary>Documenti senza avviso, elencati con il motivo nell'indice.</summary>
    public required long Refused { get; init; }

    /// <summary>Pagine degli avvisi preparati.</summary>
    public required long Pages { get; init; }

    /// <summary>Istante della richiesta.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Istante in cui è finita.</summary>
    public Instant? FinishedAt { get; init; }

    /// <summary>Codice della causa, nello stato failed.</summary>
    [MaxLength(60)]
    public string? FailureCode { get; init; }

    /// <summary>La causa in parole e che cosa fare, nello stato failed.</summary>
    [MaxLength(300)]
    public string? FailureDetail { get; init; }

    /// <summary>Le parti in cui sono divisi i file, nell'ordine di stampa; assente finché la stampa non è completed e negli elenchi.</summary>
    [MaxLength(5_000)]
    public IReadOnlyList<NoticeBatchPart>? Parts { get; init; }
}

internal static class NoticeBatchState
{
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";

    /// <summary>Stopped after <see cref="FailedTurns.Max"/> turns in a row without progress.</summary>
    public const string Failed = "failed";
}

internal sealed record NoticeBatchRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id? DepartmentId { get; init; }
    public string? Language { get; init; }
    public string State { get; init; } = "";
    public string Actor { get; init; } = "";

    /// <summary>The <see cref="RevenueTypeLimit"/> of the caller who asked for it; null without one.</summary>
    public string? RevenueTypes { get; init; }
    public long Total { get; init; }

    /// <summary>The request (<see cref="CreateNoticeBatchRequest"/> as JSON) until its documents are chosen; null from then on.</summary>
    public string? Conditions { get; init; }

    /// <summary>The first document without a result: where the next turn starts.</summary>
    public long NextOrdinal { get; init; }
    public long Made { get; init; }
    public long Refused { get; init; }
    public long Pages { get; init; }

    public Instant CreatedAt { get; init; }
    public Instant? FinishedAt { get; init; }

    /// <summary>Why the batch was stopped; null unless it is failed.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The published form.</summary>
    public NoticeBatch Published(IReadOnlyList<NoticeBatchPart>? parts = null) =>
        new()
        {
            Id = Id.Value,
            Organization = OrganizationFiscalCode.Value,
            State = State,
            Total = Total,
            Made = Made,
            Refused = Refused,
            Pages = Pages,
            CreatedAt = CreatedAt,
            FinishedAt = FinishedAt,
            FailureCode = FailureCode,
            FailureDetail = FailureCode is null
                ? null
                : "La preparazione non è riuscita più volte di seguito ed è stata fermata. Richiedere la stampa dei documenti rimasti; se si ripete, segnalare l'identificativo all'assistenza.",
            Parts = parts,
        };

    /// <summary>Finds one batch.</summary>
    /// <exception cref="Refusal"><see cref="Codes.NoticeBatchNotFound"/>, also for a batch that the caller does not cover.</exception>
    public static async Task<NoticeBatchRow> Find(Sql sql, string id, Caller? caller) =>
        await sql.Row<NoticeBatchRow>(
            $"""
            SELECT b.*
              FROM NoticeBatches b
             WHERE b.Id = @id
               {Ownership.OfWork(caller, "b")}
            """,
            Ownership.Parameters(caller, new { id })
        ) ?? throw new Refusal(Codes.NoticeBatchNotFound, "La stampa massiva non esiste o non è visibile con questa chiave.");
}

/// <summary>The outcome of one document of a batch.</summary>
internal sealed record NoticeBatchResult
{
    public Id BatchId { get; init; }
    public long Ordinal { get; init; }
    public Id DocumentId { get; init; }

    /// <summary>Why there is no notice; null when there is one.</summary>
    public string? Code { get; init; }

    /// <summary>The reason in Italian, without personal data.</summary>
    public string? Reason { get; init; }
    public string? Number { get; init; }
    public long? FirstPage { get; init; }
    public long? LastPage { get; init; }

    /// <summary>SHA-256 of the notice as a file of its own, as the timeline has it.</summary>
    public byte[]? Digest { get; init; }

    /// <summary>The content of the notice (<see cref="FrozenNotice"/>).</summary>
    public string? Content { get; init; }

    public static readonly BulkTable<NoticeBatchResult> Table = new BulkTable<NoticeBatchResult>("NoticeBatchResults")
        .Code("BatchId", row => row.BatchId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("DocumentId", row => row.DocumentId)
        .Code("Code", row => row.Code)
        .Code("Number", row => row.Number)
        .Number("FirstPage", row => row.FirstPage)
        .Number("LastPage", row => row.LastPage)
        .Bytes("Digest", row => row.Digest)
        .Text("Content", row => row.Content)
        .Text("Reason", row => row.Reason);
}
