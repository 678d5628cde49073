using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Lecce.Riscossione.Api.SpontaneousPayments;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// paDemandPaymentNotice: a payer at a PSP asks for a notice of a spontaneous service. Equal demands make different notices, because two payers
/// may send the same data; a notice can be paid until tonight.
/// </summary>
internal sealed class DemandNotice(Db db, NoticeNumbers noticeNumbers)
{
    /// <summary>The actor of these payments.</summary>
    public const string Actor = "pagopa";

    /// <exception cref="NodeRefusal">The creditor or service is not ours, or the data do not fit the form.</exception>
    public async Task<DemandAnswer> Answer(DemandNoticeRequest request, Instant now, CancellationToken cancellation)
    {
        var organization = request.To.Creditor;
        var fields = DemandFields.Read(request.Data);
        try
        {
            var (offered, creditor) = await Find(organization, request, cancellation);
            var today = Rome.DateOf(now);
            var order = SpontaneousOrder.Of(fields.RequestFor(offered.Service), offered, today) with { PayableUntil = today };
            var id = Id.New(now);
            var payment = new NewSpontaneousPayment(id, ExternalId: id.Value, SHA256.HashData(request.Data), order, Actor);
            var document = order.Plan(payment.DocumentExternalId, creditor, now);
            var noticeNumber = await Store(payment, document, now, cancellation);
            var isPostal = offered.RevenueType.Iban.IsPostal;
            return new DemandAnswer(
                noticeNumber.Value,
                new VerifyAnswer(
                    order.AmountCents,
                    today,
                    order.Subject,
                    isPostal,
                    organization.Value,
                    creditor.Tenant.Name,
                    OfficeName: null
                )
            );
        }
        catch (Refusal refusal)
        {
            throw Translate(refusal);
        }
    }

    private async Task<(OfferedService Offered, Creditor Creditor)> Find(
        FiscalCode organization,
        DemandNoticeRequest request,
        CancellationToken cancellation
    ) =>
        await db.Snapshot(
            async sql =>
            {
                var address =
                    await sql.Row<AddressRow>(
                        "SELECT BrokerFiscalCode, StationId FROM Organizations WHERE FiscalCode = @organization",
                        new { organization }
                    ) ?? throw NodeRefusal.NotOurs();
                if (AnswerNotice.FindWrongAddress(request.To, address.BrokerFiscalCode, address.StationId) is { } refusal)
                {
                    throw refusal;
                }

                var offered = await SpontaneousServices.FindByNodeCode(sql, organization, request.ServiceCode);
                return (offered, await CreateSpontaneousPayment.CreditorOf(sql, offered));
            },
            cancellation
        );

    private Task<NoticeNumber> Store(NewSpontaneousPayment payment, NewDocument document, Instant now, CancellationToken cancellation) =>
        NoticeNumberCollision.DrawAgain(async () =>
        {
            var numbers = await document.DrawNumbers(noticeNumbers, cancellation);
            return await db.Transact(
                async sql =>
                {
                    var stored = await StoreSpontaneousPayment.Store(sql, payment, document, numbers, now);
                    return stored.Installments[0].NoticeNumber!.Value;
                },
                cancellation
            );
        });

    /// <summary>The fault of the Node for a refusal. A field is named; its value is not.</summary>
    private static NodeRefusal Translate(Refusal refusal)
    {
        if (refusal.Code == Codes.SpontaneousServiceNotFound)
        {
            return new NodeRefusal(PaaFault.Unknown, "L'ente non offre questo servizio.");
        }

        return new NodeRefusal(
            PaaFault.Semantics,
            refusal.Errors is [var first, ..] ? $"Campo {NameOf(first)}: {first.Detail}" : refusal.Detail
        );
    }

    /// <summary>The name of a field of the form or of the debtor; that of an unknown field is the payer's text and is not repeated.</summary>
    private static string NameOf(FieldError error) => error.Code == "field-unknown" ? "sconosciuto" : error.Pointer.Split('/')[^1];

    private sealed record AddressRow
    {
        public string BrokerFiscalCode { get; init; } = "";
        public string StationId { get; init; } = "";
    }
}
