using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Ricevuta: la prova di un pagamento, conservata così com'è arrivata.</summary>
public sealed record Receipt
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Canale da cui è arrivata.</summary>
    [MaxLength(20)]
    public required string Channel { get; init; }

    /// <summary>Identificativo della ricevuta presso il canale (IUR).</summary>
    [MaxLength(255)]
    public required string ReceiptId { get; init; }

    /// <summary>Numero avviso che la ricevuta dichiara.</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Riscossione registrata grazie a questa ricevuta.</summary>
    [MaxLength(26)]
    public string? PaymentId { get; init; }

    /// <summary>Formato: pagopa-rt-v1, pagopa-rt-v2; pagopa-biz-json se la ricevuta è stata recuperata.</summary>
    [MaxLength(30), ExtensibleEnum(ReceiptFormat.PagoPaV1, ReceiptFormat.PagoPaV2, ReceiptFormat.PagoPaJson)]
    public required string Format { get; init; }

    /// <summary>Stato: recorded (registrata), pending (conservata, da registrare), not-paid (attesta un pagamento non riuscito).</summary>
    [MaxLength(20), ExtensibleEnum(ReceiptState.Recorded, ReceiptState.Pending, ReceiptState.NotPaid)]
    public required string State { get; init; }

    /// <summary>Tipo del contenuto; quello JSON si scarica come application/octet-stream.</summary>
    [MaxLength(100)]
    public required string ContentType { get; init; }

    /// <summary>Impronta SHA-256 del contenuto, in esadecimale.</summary>
    [MaxLength(64)]
    public required string ContentSha256 { get; init; }

    /// <summary>Istante di arrivo.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>Tentativi falliti di registrarla; presente nello stato pending dopo il primo.</summary>
    [Range(1, int.MaxValue)]
    public int? FailedAttempts { get; init; }

    /// <summary>Istante dal quale si ritenta di registrarla; presente nello stato pending dopo un tentativo fallito.</summary>
    public Instant? NextAttemptAt { get; init; }

    /// <summary>La ricevuta che il Nodo ha inviato dopo il recupero di questa; assente se non è arrivata.</summary>
    public LateReceipt? Late { get; init; }

    internal static Receipt Of(ReceiptRow row) =>
        new()
        {
            Id = row.Id.Value,
            Organization = row.OrganizationFiscalCode.Value,
            Channel = row.Channel,
            ReceiptId = row.ReceiptId,
            NoticeNumber = row.NoticeNumber,
            PaymentId = row.PaymentId?.Value,
            Format = row.Format,
            State = row.State,
            ContentType = row.ContentType,
            ContentSha256 = Convert.ToHexStringLower(row.ContentHash),
            ReceivedAt = row.ReceivedAt,
            FailedAttempts = row.State == ReceiptState.Pending ? row.FailedAttempts : null,
            NextAttemptAt = row.State == ReceiptState.Pending ? row.NextAttemptAt : null,
            Late = row.LateFormat is null
                ? null
                : new LateReceipt(
                    row.LateFormat,
                    row.LateContentType!,
                    Convert.ToHexStringLower(row.LateContentHash!),
                    row.LateReceivedAt!.Value
                ),
        };
}

/// <summary>Ricevuta che il Nodo ha inviato quando era già stata recuperata: è conservata e non ha altro effetto.</summary>
/// <param name="Format">Formato: pagopa-rt-v1, pagopa-rt-v2.</param>
/// <param name="ContentType">Tipo del contenuto scaricabile.</param>
/// <param name="ContentSha256">Impronta SHA-256 del contenuto, in esadecimale.</param>
/// <param name="ReceivedAt">Istante di arrivo.</param>
public sealed record LateReceipt(
    [property: MaxLength(30), ExtensibleEnum(ReceiptFormat.PagoPaV1, ReceiptFormat.PagoPaV2)] string Format,
    [property: MaxLength(100)] string ContentType,
    [property: MaxLength(64)] string ContentSha256,
    Instant ReceivedAt
);

/// <summary>Pagina di ricevute.</summary>
/// <param name="Items">Le ricevute, dalla più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record ReceiptPage(
    [property: MaxLength(200)] IReadOnlyList<Receipt> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindReceipts
{
    private sealed record Filters(string? ReceiptId, string? NoticeNumber, string? PaymentId, string? State);

    private const string Columns = """
        r.Id, r.OrganizationFiscalCode, r.DepartmentId, r.PaymentId, r.Channel, r.ReceiptId, r.NoticeNumber, r.Format, r.State,
                           r.ContentType, r.ContentHash, r.ReceivedAt, r.FailedAttempts, r.NextAttemptAt, l.Format AS LateFormat,
                           l.ContentType AS LateContentType, l.ContentHash AS LateContentHash, l.ReceivedAt AS LateReceivedAt
        """;

    public static async Task<Ok<ReceiptPage>> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        string? receiptId = null,
        string? noticeNumber = null,
        string? paymentId = null,
        [ExtensibleEnum(ReceiptState.Recorded, ReceiptState.Pending, ReceiptState.NotPaid)] string? state = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var filters = new Filters(receiptId, noticeNumber, paymentId, state);
        var page = Paging.Of($"receipts|{filters}", limit, cursor);
        var parameters = Ownership.Parameters(caller, filters);
        parameters.Add("before", page.After);
        parameters.Add("limit", page.RowsToRead);
        var rows = await db.Read(
            sql =>
                sql.Rows<ReceiptRow>(
                    $"""
                    SELECT {Columns}
                      FROM Receipts r
                      LEFT JOIN LateReceipts l ON l.ReceiptId = r.Id
                     WHERE 1 = 1
                       {Ownership.OfReceipts(caller, "r")}
                       {Sql.When(
                        receiptId,
                        $"""
                        AND r.ReceiptId = @ReceiptId
                        AND r.Channel IN ({Channel.AllInSql})
                        AND r.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations)
                        """
                    )}
                       {Sql.When(
                        noticeNumber,
                        """
                        AND r.NoticeNumber = @NoticeNumber
                        AND r.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations)
                        """
                    )}
                       {Sql.When(paymentId, "AND r.PaymentId = @PaymentId")}
                       {Sql.When(state, "AND r.State = @State")}
                       {Sql.When(page.After, "AND r.Id < @before")}
                     ORDER BY r.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    parameters
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id.Value);
        return TypedResults.Ok(new ReceiptPage([.. items.Select(Receipt.Of)], next));
    }

    public static async Task<Ok<Receipt>> HandleOne(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok(Receipt.Of(await db.Read(sql => Row(sql, id, caller), cancellation)));

    /// <summary>The bytes of a receipt, as they came.</summary>
    public static async Task<FileContentHttpResult> HandleContent(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var (row, content) = await db.Snapshot(
            async sql =>
            {
                var found = await Row(sql, id, caller);
                return (found, await sql.Value<byte[]>("SELECT Content FROM Receipts WHERE Id = @Id", new { found.Id }));
            },
            cancellation
        );
        // A file, not an answer of this API in JSON.
        return row.Format == ReceiptFormat.PagoPaJson
            ? TypedResults.File(content!, MediaTypeNames.Application.Octet, $"ricevuta-{row.Id}.json")
            : TypedResults.File(content!, row.ContentType, $"ricevuta-{row.Id}.xml");
    }

    /// <summary>The bytes of the receipt that the channel sent after this one had been recovered.</summary>
    public static async Task<FileContentHttpResult> HandleLateContent(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var (row, content) = await db.Snapshot(
            async sql =>
            {
                var found = await Row(sql, id, caller);
                return (found, await sql.Value<byte[]>("SELECT Content FROM LateReceipts WHERE ReceiptId = @Id", new { found.Id }));
            },
            cancellation
        );
        return content is null
            ? throw new Refusal(Codes.ReceiptNotFound, "Dopo il recupero il Nodo non ha inviato la sua ricevuta.")
            : TypedResults.File(content, row.LateContentType!, $"ricevuta-{row.Id}-nodo.xml");
    }

    private static async Task<ReceiptRow> Row(Sql sql, string id, Caller caller) =>
        await sql.Row<ReceiptRow>(
            $"""
            SELECT {Columns}
              FROM Receipts r
              LEFT JOIN LateReceipts l ON l.ReceiptId = r.Id
             WHERE r.Id = @id
               {Ownership.OfReceipts(caller, "r")}
            """,
            Ownership.Parameters(caller, new { id })
        ) ?? throw new Refusal(Codes.ReceiptNotFound, "La ricevuta non esiste o non è visibile con questa chiave.");
}
