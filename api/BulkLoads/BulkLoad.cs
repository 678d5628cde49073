using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.</summary>
public sealed record BulkLoad
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Codice dell'ufficio.</summary>
    [MaxLength(40)]
    public required string Department { get; init; }

    /// <summary>Nome dato da chi ha caricato.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>Formato delle righe: ndjson o csv.</summary>
    [MaxLength(10), ExtensibleEnum(LoadFormat.Ndjson, LoadFormat.Csv)]
    public required string Format { get; init; }

    /// <summary>Modalità: continue-on-failure, atomic o dry-run.</summary>
    [MaxLength(20), ExtensibleEnum(LoadMode.ContinueOnFailure, LoadMode.Atomic, LoadMode.DryRun)]
    public required string Mode { get; init; }

    /// <summary>Azione delle righe che non ne indicano una: issue, replace o cancel.</summary>
    [MaxLength(10), ExtensibleEnum(RowAction.Issue, RowAction.Replace, RowAction.Cancel)]
    public required string Action { get; init; }

    /// <summary>Stato: receiving, waiting, running, paused, publishing, discarding, completed, failed, cancelled.</summary>
    [
        MaxLength(12),
        ExtensibleEnum(
            LoadState.Receiving,
            LoadState.Waiting,
            LoadState.Running,
            LoadState.Paused,
            LoadState.Publishing,
            LoadState.Discarding,
            LoadState.Completed,
            LoadState.Failed,
            LoadState.Cancelled
        )
    ]
    public required string State { get; init; }

    /// <summary>Impronta SHA-256 del contenuto ricevuto, decompresso, in esadecimale.</summary>
    [MaxLength(64)]
    public string? ContentHash { get; init; }

    /// <summary>Byte ricevuti, dopo la decompressione.</summary>
    public required long ReceivedBytes { get; init; }

    /// <summary>Righe ricevute, senza intestazione né righe vuote.</summary>
    public required long ReceivedRows { get; init; }

    /// <summary>Righe già elaborate.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Documenti emessi.</summary>
    public required long Issued { get; init; }

    /// <summary>Documenti che esistevano già con lo stesso contenuto.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Documenti sostituiti.</summary>
    public required long Replaced { get; init; }

    /// <summary>Documenti annullati.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Documenti respinti.</summary>
    public required long Rejected { get; init; }

    /// <summary>Perché il caricamento non prosegue; assente se nulla lo ha fermato.</summary>
    public BulkLoadFailure? Failure { get; init; }

    /// <summary>Righe elaborate al secondo, in media.</summary>
    public long? RowsPerSecond { get; init; }

    /// <summary>Istante in cui si prevede che finisca.</summary>
    public Instant? EstimatedEndAt { get; init; }

    /// <summary>Istante in cui è iniziata la ricezione.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Istante in cui è iniziata l'elaborazione.</summary>
    public Instant? StartedAt { get; init; }

    /// <summary>Istante in cui è finita.</summary>
    public Instant? FinishedAt { get; init; }
}

/// <summary>
/// Perché un caricamento non prosegue. Dopo cinque tentativi senza progressi il caricamento termina (failed); se le righe erano già tutte
/// registrate (publishing, discarding) lascia passare gli altri e riprova.
/// </summary>
/// <param name="Code">Codice stabile della causa.</param>
/// <param name="Detail">Che cosa è accaduto e che cosa fare.</param>
/// <param name="Line">Prima riga del file non elaborata.</param>
public sealed record BulkLoadFailure([property: MaxLength(60)] string Code, [property: MaxLength(500)] string Detail, long Line);

internal sealed record BulkLoadRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id DepartmentId { get; init; }
    public string DepartmentCode { get; init; } = "";
    public string? Name { get; init; }
    public string Format { get; init; } = "";
    public string Mode { get; init; } = "";
    public string Action { get; init; } = "";
    public string State { get; init; } = "";
    public string? StateAtEnd { get; init; }
    public string Actor { get; init; } = "";

    /// <summary>The limit of the caller who sent it: see <see cref="RevenueTypeLimit"/>. Null when there is none.</summary>
    public string? RevenueTypes { get; init; }
    public byte[]? ContentHash { get; init; }
    public long ReceivedBytes { get; init; }
    public long ReceivedRows { get; init; }

    /// <summary>The first line that is not stored yet: the next turn begins there.</summary>
    public long NextLine { get; init; }

    /// <summary>The last line whose staged document was published or deleted.</summary>
    public long FinishedLine { get; init; }

    public long RowsRead { get; init; }
    public long Issued { get; init; }
    public long Unchanged { get; init; }
    public long Replaced { get; init; }
    public long Cancelled { get; init; }
    public long Rejected { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant UpdatedAt { get; init; }
    public Instant? StartedAt { get; init; }
    public Instant? FinishedAt { get; init; }

    /// <summary>How many turns in a row, with the one at hand, have not got any further.</summary>
    public int FailedTurns { get; init; }

    /// <summary>Why the last turn got no further.</summary>
    public string? FailureCode { get; init; }
    public string? FailureDetail { get; init; }

    /// <summary>True once its keys were looked through (<see cref="FindScatteredKeys"/>).</summary>
    public bool KeysChecked { get; init; }

    /// <summary>True when its documents stay staged until all rows are stored.</summary>
    public bool IsStaged => Mode != LoadMode.ContinueOnFailure;

    /// <summary>The published form.</summary>
    public BulkLoad Published()
    {
        var ms = StartedAt is { } started
            ? (long)((FinishedAt ?? UpdatedAt) - started).ToTimeSpan().Ticks / TimeSpan.TicksPerMillisecond
            : 0;
        var rowsPerSecond = ms > 0 && RowsRead > 0 ? RowsRead * 1000 / ms : (long?)null;
        var left = ReceivedRows - RowsRead;
        return new BulkLoad
        {
            Id = Id.Value,
            Organization = OrganizationFiscalCode.Value,
            Department = DepartmentCode,
            Name = Name,
            Format = Format,
            Mode = Mode,
            Action = Action,
            State = State,
            ContentHash = ContentHash is null ? null : Convert.ToHexStringLower(ContentHash),
            ReceivedBytes = ReceivedBytes,
            ReceivedRows = ReceivedRows,
            RowsRead = RowsRead,
            Issued = Issued,
            Unchanged = Unchanged,
            Replaced = Replaced,
            Cancelled = Cancelled,
            Rejected = Rejected,
            Failure = FailureCode is null ? null : new BulkLoadFailure(FailureCode, FailureDetail ?? "", NextLine),
            RowsPerSecond = rowsPerSecond,
            EstimatedEndAt =
                State == LoadState.Running && RowsRead > 0 ? UpdatedAt + Duration.FromMilliseconds(ms * left / RowsRead) : null,
            CreatedAt = CreatedAt,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
        };
    }

    /// <summary>Finds one load.</summary>
    /// <exception cref="Refusal"><see cref="Codes.BulkLoadNotFound"/>, also for a load that the caller does not cover.</exception>
    public static async Task<BulkLoadRow> Find(Sql sql, string id, Caller? caller) =>
        await sql.Row<BulkLoadRow>(
            $"""
            SELECT l.*, p.Code AS DepartmentCode
              FROM BulkLoads l
             INNER JOIN Departments p ON p.Id = l.DepartmentId
             WHERE l.Id = @id
               {Ownership.OfWork(caller, "l")}
            """,
            Ownership.Parameters(caller, new { id })
        ) ?? throw new Refusal(Codes.BulkLoadNotFound, "Il caricamento non esiste o non è visibile con questa chiave.");
}
