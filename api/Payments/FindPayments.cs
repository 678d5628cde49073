using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Pagina di riscossioni.</summary>
/// <param name="Items">Le riscossioni, dalla più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record PaymentPage(
    [property: MaxLength(200)] IReadOnlyList<Payment> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindPayments
{
    private sealed record Filters(
        string? Channel,
        string? ChannelPaymentId,
        string? Outcome,
        string? DocumentId,
        string? NoticeNumber,
        bool? StandIn
    );

    public static async Task<Ok<PaymentPage>> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        [ExtensibleEnum(
            Channel.PagoPa,
            Channel.Counter,
            Channel.BankTransfer,
            Channel.Postal,
            Channel.DirectDebit,
            Channel.F24,
            Channel.Other
        )]
            string? channel = null,
        string? channelPaymentId = null,
        [ExtensibleEnum(typeof(PaymentOutcome))] string? outcome = null,
        string? documentId = null,
        string? noticeNumber = null,
        bool? standIn = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var filters = new Filters(channel, channelPaymentId, outcome, documentId, noticeNumber, standIn);
        CheckOutcome(outcome);
        var page = Paging.Of($"payments|{filters}", limit, cursor);
        var parameters = Ownership.Parameters(caller, filters);
        parameters.Add("before", page.After);
        parameters.Add("limit", page.RowsToRead);
        var rows = await db.Read(
            sql =>
                sql.Rows<PaymentRow>(
                    $"""
                    SELECT {PaymentRow.Columns}
                      FROM Payments p
                     WHERE 1 = 1
                       {Ownership.OfPayments(caller, "p")}
                       {Sql.When(channel, "AND p.Channel = @Channel")}
                       {Sql.When(
                        channelPaymentId,
                        $"""
                        AND p.ChannelPaymentId = @ChannelPaymentId
                        AND p.Channel IN ({Channel.AllInSql})
                        AND p.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations)
                        """
                    )}
                       {Sql.When(outcome, "AND p.Outcome = @Outcome")}
                       {Sql.When(documentId, "AND p.DocumentId = @DocumentId")}
                       {Sql.When(
                        noticeNumber,
                        """
                        AND p.NoticeNumber = @NoticeNumber
                        AND p.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations)
                        """
                    )}
                       {(standIn == true ? "AND p.StandIn = 1" : "")}
                       {(standIn == false ? "AND COALESCE(p.StandIn, 0) = 0" : "")}
                       {Sql.When(page.After, "AND p.Id < @before")}
                     ORDER BY p.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    parameters
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id.Value);
        return TypedResults.Ok(new PaymentPage([.. items.Select(Payment.Of)], next));
    }

    public static async Task<Ok<Payment>> One(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var row = await db.Read(
            sql =>
                sql.Row<PaymentRow>(
                    $"""
                    SELECT {PaymentRow.Columns}
                      FROM Payments p
                     WHERE p.Id = @id
                       {Ownership.OfPayments(caller, "p")}
                    """,
                    Ownership.Parameters(caller, new { id })
                ),
            cancellation
        );
        return row is null
            ? throw new Refusal(Codes.PaymentNotFound, "La riscossione non esiste o non è visibile con questa chiave.")
            : TypedResults.Ok(Payment.Of(row));
    }

    private static void CheckOutcome(string? outcome)
    {
        var validation = new Validation();
        validation.Require(
            outcome is null || PaymentOutcome.All.Contains(outcome, StringComparer.Ordinal),
            "/outcome",
            "outcome-unknown",
            $"Gli esiti sono: {string.Join(", ", PaymentOutcome.All)}."
        );
        validation.ThrowIfAny();
    }
}
