using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Riscossione avvenuta allo sportello, in banca o per altro canale.</summary>
public sealed record RecordPaymentRequest
{
    /// <summary>Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>Canale: counter, bank-transfer, postal, direct-debit, f24, other. Le ricevute pagoPA arrivano solo dal Nodo.</summary>
    [
        MinLength(1),
        MaxLength(20),
        ExtensibleEnum(
            Payments.Channel.Counter,
            Payments.Channel.BankTransfer,
            Payments.Channel.Postal,
            Payments.Channel.DirectDebit,
            Payments.Channel.F24,
            Payments.Channel.Other
        )
    ]
    public required string Channel { get; init; }

    /// <summary>Identificativo del pagamento presso il canale, registrato una sola volta: da 1 a 255 caratteri tra lettere, cifre e «. _ : / -».</summary>
    [MinLength(1), MaxLength(255)]
    public required string ChannelPaymentId { get; init; }

    /// <summary>Numero avviso pagato (18 cifre), in alternativa al documento. Senza l'uno né l'altro il denaro resta da attribuire.</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Documento pagato, in alternativa al numero avviso.</summary>
    [MaxLength(26)]
    public string? DocumentId { get; init; }

    /// <summary>Con il documento, la rata pagata; se manca, la prima ancora da pagare con questo importo, o la prima da pagare.</summary>
    [Range(1, 1_000)]
    public int? InstallmentOrdinal { get; init; }

    /// <summary>Importo in centesimi di euro, da 1 a 99.999.999.999.</summary>
    [Range(1, 99_999_999_999)]
    public required long AmountCents { get; init; }

    /// <summary>Istante del pagamento, non futuro.</summary>
    public required Instant PaidAt { get; init; }
}

internal static class CollectPayment
{
    private static readonly Duration ClockTolerance = Duration.FromMinutes(5);
    private static readonly Instant EarliestPaidAt = Instant.FromUtc(1950, 1, 1, 0, 0);

    /// <summary>Records what a channel collected; the same channel and channelPaymentId again gives the payment that exists.</summary>
    public static async Task<Results<Created<Payment>, Ok<Payment>>> Handle(
        RecordPaymentRequest request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        var incoming = Check(request, caller, now);
        RecordedPayment? recorded = null;
        var answer = await once.Transact(
            async sql =>
            {
                recorded = await RecordPayment.Record(sql, await Locate(sql, request, incoming, caller), now);
                await RequireVisible(sql, recorded, caller);
                return Answer(recorded, incoming, request);
            },
            cancellation
        );
        PaymentMeter.Count(recorded);
        return answer;
    }

    private static Results<Created<Payment>, Ok<Payment>> Answer(
        RecordedPayment recorded,
        IncomingPayment incoming,
        RecordPaymentRequest request
    )
    {
        if (!recorded.IsNew && !IsSame(recorded.Payment, incoming, request))
        {
            throw Differs();
        }

        var payment = Payment.Of(recorded.Payment);
        return recorded.IsNew ? TypedResults.Created($"/v1/payments/{payment.Id}", payment) : TypedResults.Ok(payment);
    }

    private static Refusal Differs() =>
        new(
            Codes.PaymentDiffers,
            "Questo canale ha già registrato un pagamento con lo stesso identificativo e altro contenuto: verificare l'identificativo."
        );

    /// <summary>A payment recorded before, for a revenue type that the caller does not cover, is not shown to it again.</summary>
    private static async Task RequireVisible(Sql sql, RecordedPayment recorded, Caller caller)
    {
        if (recorded.IsNew || caller.RevenueTypes is null)
        {
            return;
        }

        var visible = await sql.Value<int>(
            $"""
            SELECT COUNT(*)
              FROM Payments p
             WHERE p.Id = @Id
               {Ownership.OfPayments(caller, "p")}
            """,
            Ownership.Parameters(caller, new { recorded.Payment.Id })
        );
        if (visible == 0)
        {
            throw Differs();
        }
    }

    private static IncomingPayment Check(RecordPaymentRequest request, Caller caller, Instant now)
    {
        var validation = new Validation();
        validation.Require(
            Channel.Recordable.Contains(request.Channel, StringComparer.Ordinal),
            "/channel",
            "channel-unknown",
            $"I canali sono: {string.Join(", ", Channel.Recordable)}."
        );
        validation.Require(
            request.ChannelPaymentId.Length is >= 1 and <= 255
                && request.ChannelPaymentId.All(letter =>
                    char.IsAsciiLetterOrDigit(letter) || "._:/-".Contains(letter, StringComparison.Ordinal)
                ),
            "/channelPaymentId",
            "channel-payment-id-invalid",
            "Da 1 a 255 caratteri tra lettere, cifre e «. _ : / -», senza dati personali."
        );
        validation.Require(
            request.NoticeNumber is null || request.DocumentId is null,
            "/documentId",
            "payment-target-twice",
            "Indicare il numero avviso oppure il documento, non entrambi."
        );
        validation.Require(
            request.InstallmentOrdinal is null || request.DocumentId is not null,
            "/installmentOrdinal",
            "document-missing",
            "La rata si indica insieme al documento."
        );
        if (request.NoticeNumber is not null)
        {
            validation.Parse<NoticeNumber>(
                "/noticeNumber",
                request.NoticeNumber,
                NoticeNumber.TryParse,
                "notice-number-invalid",
                "Il numero avviso ha 18 cifre e termina con le cifre di controllo: verificare che sia stato copiato per intero."
            );
        }

        DocumentPlan.RequireAmount(request.AmountCents, "/amountCents", validation);
        validation.Require(request.PaidAt <= now + ClockTolerance, "/paidAt", "paid-at-in-future", "L'istante del pagamento è nel futuro.");
        validation.Require(request.PaidAt >= EarliestPaidAt, "/paidAt", "paid-at-out-of-range", "L'istante del pagamento precede il 1950.");
        var organization = Creditor.OrganizationOf(caller, request.Organization, validation);
        validation.ThrowIfAny();
        return new IncomingPayment
        {
            Organization = organization,
            Channel = request.Channel,
            Origin = PaymentOrigin.Office,
            ChannelPaymentId = request.ChannelPaymentId,
            NoticeNumber = request.NoticeNumber,
            DepartmentId = caller.DepartmentId,
            RevenueTypes = caller.RevenueTypes,
            AmountCents = request.AmountCents,
            // As fine as the database keeps it, so that a repetition is recognized.
            PaidAt = StoredClock.Kept(request.PaidAt),
            Actor = caller.Actor,
        };
    }

    /// <summary>Finds the installment when the payer named the document; the document must be one that the caller may know of.</summary>
    private static async Task<IncomingPayment> Locate(Sql sql, RecordPaymentRequest request, IncomingPayment incoming, Caller caller)
    {
        if (caller.Organization is null)
        {
            await Tenant.Find(sql, caller, request.Organization, department: null);
        }

        if (request.DocumentId is null)
        {
            return incoming;
        }

        var document = await DocumentStore.LoadToChange(sql, ReadDocument.ParseId(request.DocumentId), caller);
        if (document is null || document.Row.OrganizationFiscalCode != incoming.Organization)
        {
            throw ReadDocument.NotFound();
        }

        var installment = request.InstallmentOrdinal is { } ordinal
            ? document.Installments.FirstOrDefault(one => one.Ordinal == ordinal)
            : LikeliestInstallment(document, request.AmountCents);
        return installment is null
            ? throw new Refusal(
                Codes.ValidationFailed,
                "Il documento non ha la rata indicata.",
                [new FieldError("/installmentOrdinal", "installment-unknown", "Indicare una rata del documento.")]
            )
            : incoming with
            {
                Installment = new InstallmentKey { DocumentId = document.Row.Id, Ordinal = installment.Ordinal },
            };
    }

    private static InstallmentRow LikeliestInstallment(StoredDocument document, long amountCents)
    {
        var open = document.Installments.Where(one => one.ResidualCents > 0 && !document.OptionOf(one).Closed).ToList();
        return open.Find(one => one.ResidualCents == amountCents) ?? open.FirstOrDefault() ?? document.Installments[0];
    }

    /// <summary>
    /// Compares what the caller said now with what was recorded. The installment counts only when it was named: the one chosen then may not
    /// be the one that would be chosen now.
    /// </summary>
    private static bool IsSame(PaymentRow known, IncomingPayment incoming, RecordPaymentRequest request) =>
        known.AmountCents == incoming.AmountCents
        && known.PaidAt == incoming.PaidAt
        && (incoming.DepartmentId is null || known.DepartmentId == incoming.DepartmentId)
        && (request.InstallmentOrdinal is null || known.InstallmentOrdinal == request.InstallmentOrdinal)
        && (
            request.DocumentId is null
                ? known.NoticeNumber == incoming.NoticeNumber
                : Id.TryParse(request.DocumentId, out var document) && known.DocumentId == document
        );
}
