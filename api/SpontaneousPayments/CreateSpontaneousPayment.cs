using System.Security.Cryptography;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

internal static class CreateSpontaneousPayment
{
    /// <summary>
    /// Makes a document of what a payer wrote into a form. The maker's key and externalId are its natural key: the same content again gives the
    /// payment that exists.
    /// </summary>
    public static async Task<Results<Created<SpontaneousPayment>, Ok<SpontaneousPayment>>> Handle(
        SpontaneousPaymentRequest request,
        Caller caller,
        Db db,
        Once once,
        NoticeNumbers noticeNumbers,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        var contentHash = HashOf(request, caller);
        // Before everything else: a service that has ended since then does not change what was asked before.
        var known = await db.Read(sql => SpontaneousPaymentRow.Find(sql, caller.Actor, request.ExternalId), cancellation);
        if (known is not null)
        {
            return TypedResults.Ok(Same(known, contentHash, now));
        }

        var (offered, creditor) = await FindService(db, request, caller, cancellation);
        var order = SpontaneousOrder.Of(request, offered, Rome.DateOf(now));
        var payment = new NewSpontaneousPayment(Id.New(now), ExternalIdOf(request), contentHash, order, caller.Actor);
        var document = order.Plan(payment.DocumentExternalId, creditor, now);
        return await NoticeNumberCollision.DrawAgain(async () =>
        {
            var numbers = await document.DrawNumbers(noticeNumbers, cancellation);
            return await once.Transact<Results<Created<SpontaneousPayment>, Ok<SpontaneousPayment>>>(
                async sql =>
                {
                    // Of two equal requests at once, the second finds the first here.
                    if (await SpontaneousPaymentRow.Find(sql, caller.Actor, payment.ExternalId) is { } existing)
                    {
                        return TypedResults.Ok(Same(existing, contentHash, now));
                    }

                    await RequireNotSimilar(sql, request, order, now);
                    var stored = await StoreSpontaneousPayment.Store(sql, payment, document, numbers, now);
                    return TypedResults.Created(
                        $"/v1/spontaneous-payments/{payment.Id}",
                        SpontaneousPayment.Of(payment.RowOf(stored), Rome.DateOf(now))
                    );
                },
                cancellation
            );
        });
    }

    /// <summary>The service of a request and its creditor, if the caller covers it.</summary>
    /// <exception cref="Refusal"><see cref="Codes.OrganizationNotFound"/>, <see cref="Codes.SpontaneousServiceNotFound"/>.</exception>
    public static async Task<(OfferedService Offered, Creditor Creditor)> FindService(
        Db db,
        SpontaneousPaymentRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var organization = Creditor.OrganizationOf(caller, request.Organization, validation);
        validation.ThrowIfAny();
        return await db.Snapshot(
            async sql =>
            {
                var offered = await SpontaneousServices.Find(sql, organization, request.Service);
                var isCovered =
                    (caller.DepartmentId is null || caller.DepartmentId == offered.DepartmentId)
                    && (caller.RevenueTypes?.Allows(offered.Code) ?? true);
                return isCovered ? (offered, await CreditorOf(sql, offered)) : throw SpontaneousServices.NotFound();
            },
            cancellation
        );
    }

    /// <summary>The creditor of a service's documents. The last day to pay is the one that the service says, also on a holiday.</summary>
    public static Task<Creditor> CreditorOf(Sql sql, OfferedService offered) =>
        Creditor.OfRevenueTypes(
            sql,
            offered.DepartmentId,
            new[] { offered.RevenueType, offered.StampType }.OfType<RevenueTypeFacts>().Select(type => type with { DueDatesRoll = false })
        );

    private static string ExternalIdOf(SpontaneousPaymentRequest request)
    {
        var validation = new Validation();
        var externalId = validation.ExternalId(request.ExternalId);
        validation.ThrowIfAny();
        return externalId;
    }

    private static SpontaneousPayment Same(SpontaneousPaymentRow known, byte[] contentHash, Instant now) =>
        known.ContentHash.AsSpan().SequenceEqual(contentHash)
            ? SpontaneousPayment.Of(known, Rome.DateOf(now))
            : throw new Refusal(
                Codes.DocumentDiffers,
                "Questa chiave ha già creato un pagamento con lo stesso externalId e altro contenuto: usare un altro externalId."
            );

    private static async Task RequireNotSimilar(Sql sql, SpontaneousPaymentRequest request, SpontaneousOrder order, Instant now)
    {
        if (
            request.DebtorVerified == true
            && request.AcceptSimilar != true
            && await SpontaneousLimits.FindSimilar(sql, order, now) is { } createdOn
        )
        {
            throw new Refusal(
                Codes.SimilarPaymentExists,
                $"Il debitore ha già chiesto lo stesso pagamento il {createdOn:dd/MM/yyyy}: avvertirlo e, se conferma, ripetere con acceptSimilar."
            );
        }
    }

    /// <summary>Two requests have the same content when they ask the same service for the same thing, in whatever order the fields come.</summary>
    private static byte[] HashOf(SpontaneousPaymentRequest request, Caller caller)
    {
        object content = new
        {
            organization = request.OrganizationOr(caller.Organization),
            request.Service,
            request.Debtor,
            request.Payer,
            data = CanonicalJson.Of(request.Data),
            request.AmountCents,
            debtorVerified = request.DebtorVerified ?? false,
        };
        return SHA256.HashData(StoredJson.WriteUtf8(request.Stamps is { Count: > 0 } stamps ? new { content, stamps } : content));
    }
}
