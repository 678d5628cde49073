using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Answers what the Node asks of a notice. Asking changes nothing: a notice stays payable until a receipt arrives.</summary>
internal static class AnswerNotice
{
    /// <summary>paVerifyPaymentNotice.</summary>
    /// <exception cref="NodeRefusal">The notice is not payable, or not ours.</exception>
    public static async Task<VerifyAnswer> Verify(Db db, VerifyRequest request, Instant now, CancellationToken cancellation)
    {
        var organization = request.To.Creditor;
        var found = await db.Read(sql => FindNotice.One(sql, organization, request.NoticeNumber), cancellation);
        var facts = RequirePayable(found, request.To, request.QrFiscalCode, now);
        return new VerifyAnswer(
            facts.ResidualCents,
            facts.DueOn,
            facts.Subject,
            AllPostal: facts.NotPostal == 0,
            organization.Value,
            facts.OrganizationName,
            facts.DepartmentName
        );
    }

    /// <summary>paGetPayment and paGetPaymentV2.</summary>
    /// <exception cref="NodeRefusal">
    /// The notice is not payable, or not ours, has no postal account where one is demanded, or a stamp that version 1 cannot carry.
    /// </exception>
    public static async Task<PaymentAnswer> Payment(Db db, GetPaymentRequest request, Instant now, CancellationToken cancellation)
    {
        var organization = request.To.Creditor;
        var shares = await db.Read(sql => FindNotice.Shares(sql, organization, request.NoticeNumber), cancellation);
        var notice = RequirePayable(shares.Count == 0 ? null : shares[0], request.To, request.QrFiscalCode, now);
        var noticeNumber = notice.NoticeNumber!.Value;
        return new PaymentAnswer(
            noticeNumber.Iuv,
            notice.ResidualCents,
            notice.DueOn ?? Rome.DateOf(now).PlusDays(notice.DefaultDueDays),
            notice.Subject,
            notice.OrganizationName,
            notice.DepartmentName,
            DebtorOf(notice),
            TransfersOf(noticeNumber, shares, request),
            Metadata.Read(notice.DocumentMetadata)
        );
    }

    /// <summary>The refusal where broker or station are not those of the creditor; null where they are.</summary>
    public static NodeRefusal? FindWrongAddress(NodeAddress to, string brokerFiscalCode, string stationId) =>
        to.IdBrokerPa != brokerFiscalCode ? new NodeRefusal(PaaFault.WrongBroker, "L'intermediario indicato non è quello dell'ente.")
        : to.IdStation != stationId ? new NodeRefusal(PaaFault.WrongStation, "La stazione indicata non è quella dell'ente.")
        : null;

    private static T RequirePayable<T>(T? facts, NodeAddress to, string qrFiscalCode, Instant now)
        where T : NoticeFacts
    {
        if (facts is null || qrFiscalCode != to.IdPa)
        {
            throw NodeRefusal.NotOurs();
        }

        if (FindWrongAddress(to, facts.BrokerFiscalCode, facts.StationId) is { } refusal)
        {
            throw refusal;
        }

        return facts.WhyNot(now) is { } reason ? throw RefusalOf(reason) : facts;
    }

    /// <summary>The Node's words for every reason that the core may give.</summary>
    internal static NodeRefusal RefusalOf(NotPayable reason) =>
        reason switch
        {
            NotPayable.Unknown => new(PaaFault.Unknown, "L'avviso non risulta tra quelli dell'ente."),
            NotPayable.NotYetValid => new(PaaFault.Unknown, "L'avviso non è ancora pagabile."),
            NotPayable.AlreadyPaid => new(PaaFault.AlreadyPaid, "L'avviso risulta già pagato."),
            NotPayable.ClosedByAnotherOption => new(
                PaaFault.AlreadyPaid,
                "Il debito è già stato pagato, in tutto o in parte, con un altro avviso dello stesso documento."
            ),
            NotPayable.Expired => new(PaaFault.Expired, "È trascorso l'ultimo giorno utile per pagare l'avviso."),
            NotPayable.Cancelled => new(PaaFault.Cancelled, "L'avviso è stato annullato dall'ente."),
            NotPayable.Suspended => new(PaaFault.Cancelled, "Il pagamento dell'avviso è sospeso dall'ente."),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a fault code."),
        };

    private static DebtorAnswer DebtorOf(NoticeShare row) =>
        new(
            row.DebtorKind[0],
            row.DebtorFiscalCode.Value,
            row.DebtorName,
            row.DebtorStreet,
            row.DebtorCivicNumber,
            row.DebtorPostalCode,
            row.DebtorCity,
            row.DebtorProvince,
            row.DebtorCountry,
            row.DebtorEmail
        );

    /// <summary>
    /// Where what is still lacking goes. A payer who insists on the postal circuit gets postal accounts wherever there are, and the first
    /// transfer must be one of them (SANP, paGetPaymentV2: transferType).
    /// </summary>
    private static IReadOnlyList<TransferAnswer> TransfersOf(
        NoticeNumber noticeNumber,
        IReadOnlyList<NoticeShare> shares,
        GetPaymentRequest request
    )
    {
        var transfers = NoticeShare.TransfersOf(shares);
        if (request.Version == 1 && transfers.Any(transfer => transfer.Stamp is not null))
        {
            throw new NodeRefusal(PaaFault.Semantics, "L'avviso comprende una marca da bollo, che solo paGetPaymentV2 può chiedere.");
        }

        var postal = request.TransferType == TransferType.Postal;
        if (postal && AccountOf(transfers[0], postal) is not { IsPostal: true })
        {
            throw new NodeRefusal(PaaFault.Semantics, "Per questo avviso non c'è un conto postale.");
        }

        return
        [
            .. transfers.Select(transfer => new TransferAnswer(
                transfer.Number,
                transfer.AmountCents,
                transfer.BeneficiaryFiscalCode.Value,
                transfer.BeneficiaryName,
                AccountOf(transfer, postal)?.Value,
                Remittance.Compose(noticeNumber.Iuv, transfer.AmountCents, transfer.RevenueTypeName),
                transfer.TaxonomyCode,
                transfer.Metadata,
                transfer.Stamp
            )),
        ];
    }

    private static Iban? AccountOf(Transfer transfer, bool postal) => postal ? transfer.PostalIban ?? transfer.Iban : transfer.Iban;
}
