using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>Richiesta di recuperare una ricevuta.</summary>
public sealed record ReceiptRecoveryRequest
{
    /// <summary>Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>IUR: identificativo della ricevuta, riportato nell'attestazione di chi ha pagato e nel flusso di rendicontazione.</summary>
    [MinLength(1), MaxLength(RequestReceiptRecovery.MaxLength)]
    public required string Iur { get; init; }

    /// <summary>IUV del pagamento, se è noto: la ricevuta deve riportarlo.</summary>
    [MinLength(1), MaxLength(RequestReceiptRecovery.MaxLength)]
    public string? Iuv { get; init; }
}

internal static class RequestReceiptRecovery
{
    /// <summary>The maximum length of an IUR and of an IUV (stText35).</summary>
    public const int MaxLength = 35;

    /// <summary>Has a receipt asked for by hand; the same IUR again gives the recovery that exists.</summary>
    public static async Task<Results<Created<ReceiptRecovery>, Ok<ReceiptRecovery>>> Handle(
        ReceiptRecoveryRequest request,
        Caller caller,
        Once once,
        ReceiptSource source,
        Signal<RecoverReceipts> signal,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var wanted = Check(request, caller);
        var answer = await once.Transact<Results<Created<ReceiptRecovery>, Ok<ReceiptRecovery>>>(
            async sql =>
            {
                await Tenant.Find(sql, caller, wanted.Organization.Value, department: null);
                var now = clock.GetCurrentInstant();
                var (recovery, isNew) = await FileReceiptRecovery.File(sql, wanted, source, caller.Actor, notBefore: now, now);
                var published = ReceiptRecovery.Of(recovery);
                return isNew ? TypedResults.Created($"/v1/receipt-recoveries/{published.Id}", published) : TypedResults.Ok(published);
            },
            cancellation
        );
        signal.Raise();
        return answer;
    }

    private static WantedReceipt Check(ReceiptRecoveryRequest request, Caller caller)
    {
        var validation = new Validation();
        // Both become segments of an address, where a dot or two would mean another one.
        validation.Require(
            request.Iur is { Length: >= 1 and <= MaxLength } && request.Iur.All(IsPrintable) && request.Iur is not ("." or ".."),
            "/iur",
            "iur-invalid",
            "Lo IUR ha da 1 a 35 caratteri, senza spazi né lettere accentate: copiarlo per intero dall'attestazione di pagamento."
        );
        validation.Require(
            request.Iuv is null || (request.Iuv.Length is >= 1 and <= MaxLength && request.Iuv.All(char.IsAsciiLetterOrDigit)),
            "/iuv",
            "iuv-invalid",
            "Lo IUV ha da 1 a 35 lettere e cifre: copiarlo per intero, senza la prima cifra del numero avviso."
        );
        var organization = Creditor.OrganizationOf(caller, request.Organization, validation);
        validation.ThrowIfAny();
        return new WantedReceipt(organization, request.Iur, request.Iuv);
    }

    private static bool IsPrintable(char letter) => letter is >= '!' and <= '~';
}
