using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

/// <summary>Sospensioni di un documento.</summary>
/// <param name="Items">Le sospensioni, dalla prima.</param>
public sealed record PaymentDocumentSuspensionList([property: MaxLength(10_000)] IReadOnlyList<PaymentDocumentSuspension> Items);

/// <summary>Sospensione di un documento.</summary>
public sealed record PaymentDocumentSuspension
{
    /// <summary>Posizione tra i provvedimenti sul documento, da 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Perché è sospeso: administrative, judicial, request, law.</summary>
    [MaxLength(20)]
    [ExtensibleEnum(SuspensionKind.Administrative, SuspensionKind.Judicial, SuspensionKind.Request, SuspensionKind.Law)]
    public required string Kind { get; init; }

    /// <summary>Primo giorno.</summary>
    public required LocalDate From { get; init; }

    /// <summary>Ultimo giorno, dopo il quale cessa da sola; assente se dura fino alla ripresa.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Motivo.</summary>
    [MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Il provvedimento che l'ha disposta.</summary>
    public AdministrativeOrder? Order { get; init; }

    /// <summary>Chi l'ha disposta.</summary>
    [MaxLength(60)]
    public required string Actor { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>La ripresa che l'ha fatta cessare; assente se è in corso o se è cessata da sola.</summary>
    public PaymentDocumentResumption? Resumption { get; init; }

    internal static PaymentDocumentSuspension Of(CommandRow row, CommandRow? resumption)
    {
        var details = StoredJson.Read<SuspensionDetails>(row.Details!);
        return new PaymentDocumentSuspension
        {
            Ordinal = row.Ordinal,
            Kind = details.Kind,
            From = details.From,
            Until = details.Until,
            Reason = row.Reason,
            Order = AdministrativeOrder.Of(row),
            Actor = row.Actor,
            RecordedAt = row.RecordedAt,
            Resumption = resumption is null ? null : PaymentDocumentResumption.Of(resumption),
        };
    }
}

/// <summary>Ripresa di un documento sospeso.</summary>
public sealed record PaymentDocumentResumption
{
    /// <summary>Posizione tra i provvedimenti sul documento, da 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Motivo.</summary>
    [MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Il provvedimento che l'ha disposta.</summary>
    public AdministrativeOrder? Order { get; init; }

    /// <summary>Chi l'ha disposta.</summary>
    [MaxLength(60)]
    public required string Actor { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant RecordedAt { get; init; }

    internal static PaymentDocumentResumption Of(CommandRow row) =>
        new()
        {
            Ordinal = row.Ordinal,
            Reason = row.Reason,
            Order = AdministrativeOrder.Of(row),
            Actor = row.Actor,
            RecordedAt = row.RecordedAt,
        };
}

/// <summary>What the command of a suspension keeps of it.</summary>
internal sealed record SuspensionDetails(string Kind, LocalDate From, LocalDate? Until);

internal static class ReadSuspensions
{
    /// <summary>Gives all suspensions of a document, each with what ended it.</summary>
    public static async Task<Ok<PaymentDocumentSuspensionList>> Handle(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok(
            await db.Snapshot(
                async sql =>
                {
                    var documentId = await DocumentHistory.Visible(sql, id, caller);
                    var rows = await sql.Rows<CommandRow>(
                        """
                        SELECT *
                          FROM DocumentCommands
                         WHERE DocumentId = @documentId
                           AND Kind IN ('suspension', 'resumption')
                         ORDER BY Ordinal
                        """,
                        new { documentId }
                    );
                    return new PaymentDocumentSuspensionList([
                        .. rows.Where(row => row.Kind == CommandKind.Suspension)
                            .Select(row =>
                                PaymentDocumentSuspension.Of(row, rows.FirstOrDefault(other => other.ReversesOrdinal == row.Ordinal))
                            ),
                    ]);
                },
                cancellation
            )
        );
}
