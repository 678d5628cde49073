using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Marche da bollo digitali di un documento di pagamento.</summary>
/// <param name="Items">Le marche, in ordine di arrivo; nessuna finché non è arrivata la ricevuta.</param>
public sealed record StampList([property: MaxLength(ReadStamps.MaxStamps)] IReadOnlyList<Stamp> Items);

internal static class ReadStamps
{
    /// <summary>A document has at most five in each payment, and few payments.</summary>
    public const int MaxStamps = 100;

    public static async Task<Ok<StampList>> Handle(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var (document, rows) = await Find(id, caller, db, cancellation);
        return TypedResults.Ok(new StampList([.. rows.Select((row, index) => Stamp.Of(index + 1, row, document))]));
    }

    /// <summary>The bytes of a stamp, as they came. Its file is named by the IUBD.</summary>
    public static async Task<FileContentHttpResult> HandleContent(
        string id,
        [Range(1, MaxStamps)] int number,
        Caller caller,
        Db db,
        CancellationToken cancellation
    )
    {
        var (_, rows) = await Find(id, caller, db, cancellation);
        var row =
            number >= 1 && number <= rows.Count
                ? rows[number - 1]
                : throw new Refusal(
                    Codes.StampNotFound,
                    "Il documento non ha una marca da bollo con questo numero: l'elenco dice quali sono arrivate."
                );
        return TypedResults.File(row.Content, "application/xml", $"{FileNameOf(row)}.xml");
    }

    private static string FileNameOf(StampRow row) =>
        SignedStamp.Read(row.Content)?.Iubd is { Length: <= 100 } iubd && iubd.All(char.IsAsciiLetterOrDigit)
            ? iubd
            : $"marca-{row.ReceiptId}-{row.TransferNumber}";

    /// <summary>A document with its stamps. Payments are numbered in the order in which they were recorded, and with them the stamps.</summary>
    private static Task<(StoredDocument Document, IReadOnlyList<StampRow> Rows)> Find(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation
    )
    {
        var documentId = ReadDocument.ParseId(id);
        return db.Snapshot(
            async sql =>
            {
                var document = await DocumentStore.Load(sql, documentId, caller) ?? throw ReadDocument.NotFound();
                var rows = await sql.Rows<StampRow>(
                    $"""
                    SELECT p.Id AS PaymentId, p.InstallmentOrdinal, s.ReceiptId, t.Number AS TransferNumber, t.AmountCents, s.Content
                      FROM Payments p
                     INNER JOIN Receipts r         ON r.PaymentId = p.Id
                     INNER JOIN Stamps s           ON s.ReceiptId = r.Id
                     INNER JOIN ReceiptTransfers t ON t.ReceiptId = s.ReceiptId AND t.Ordinal = s.Ordinal
                     WHERE p.DocumentId = @documentId
                     ORDER BY p.Id, s.ReceiptId, s.Ordinal
                     {sql.Dialect.FirstRows}
                    """,
                    new { documentId, limit = MaxStamps }
                );
                return (document, rows);
            },
            cancellation
        );
    }
}

/// <summary>A stamp as it is stored, with the transfer that bought it.</summary>
internal sealed record StampRow
{
    public Id PaymentId { get; init; }
    public int InstallmentOrdinal { get; init; }
    public Id ReceiptId { get; init; }
    public int TransferNumber { get; init; }
    public long AmountCents { get; init; }
    public byte[] Content { get; init; } = [];
}
