using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rows;

/// <summary>What an office did to a document. It is never changed or deleted: the way back is another command that names it.</summary>
internal sealed record CommandRow
{
    public static readonly BulkTable<CommandRow> Table = new BulkTable<CommandRow>("DocumentCommands")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("Kind", row => row.Kind)
        .Text("Details", row => row.Details)
        .Text("Reason", row => row.Reason)
        .Text("OrderNumber", row => row.OrderNumber)
        .Day("OrderDate", row => row.OrderDate)
        .Number("ReversesOrdinal", row => row.ReversesOrdinal)
        .Code("Actor", row => row.Actor)
        .Moment("RecordedAt", row => row.RecordedAt);

    public Id DocumentId { get; init; }

    /// <summary>Its place among the commands of the document, from 1.</summary>
    public int Ordinal { get; init; }

    /// <summary>One of <see cref="CommandKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>JSON of what belongs to this kind alone; null when there is nothing.</summary>
    public string? Details { get; init; }
    public string Reason { get; init; } = "";
    public string? OrderNumber { get; init; }
    public LocalDate? OrderDate { get; init; }

    /// <summary>The command that this one takes back, at most once.</summary>
    public int? ReversesOrdinal { get; init; }
    public string Actor { get; init; } = "";
    public Instant RecordedAt { get; init; }
}
