using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.SpontaneousPayments;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The part of the story that portals play.</summary>
internal static partial class EveryOperation
{
    /// <summary>A form, filled in and asked about first.</summary>
    private static async Task<string> Spontaneous(CallRecorder calls, string key)
    {
        const string Meals = """
            {"service":"mensa-scolastica","externalId":"carrello-4711","debtor":{"kind":"F","fiscalCode":"RSSMRA45C12F205C","fullName":"Mario Rossi"},"payer":{"fullName":"Anna Rossi"},"data":{"alunno":"Luca Rossi","plesso":"Primaria Via Archita","tariffa":"ordinaria","pasti":20},"debtorVerified":true}
            """;
        await calls.Call("QuoteSpontaneousPayment", "POST", "/v1/spontaneous-payments/quotes", key, Meals);
        var created = await CreateTwice(calls, "CreateSpontaneousPayment", "/v1/spontaneous-payments", key, Meals);
        await calls.Call("ReadSpontaneousPayment", "GET", $"/v1/spontaneous-payments/{created["id"]}", key);
        await calls.Call("ReadSubmittedForm", "GET", $"/v1/spontaneous-payments/{created["id"]}/form", key);
        return (string)created["noticeNumber"]!;
    }

    /// <summary>A document with a stamp, and the stamp that its receipt brings.</summary>
    private static async Task Stamps(CallRecorder calls, ApiHost api, string key)
    {
        const string Hash = "UreFzMu1HYiIyjrqauD8B8p7tjvjWWR5AzL+2NcbXVQ=";
        const string Stamped = $$"""
            {"externalId":"ISTANZA-2026-0012","subject":"Istanza di autorizzazione","debtor":{"kind":"F","fiscalCode":"RSSMRA45C12F205C","fullName":"Mario Rossi"},"items":[{"revenueType":"imposta-di-bollo","year":2026,"amountCents":1600,"stamp":{"documentHash":"{{Hash}}","province":"LE"} }]}
            """;
        using var created = await calls.Client(key).PostText("/v1/payment-documents", Stamped);
        var document = JsonNode.Parse(await created.Content.ReadAsStringAsync())!;
        var notice = (string)document["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        using var node = api.Client();
        var receipt = new ReceiptStory("rt-0004", notice, StampStory.Cents) { Transfers = StampStory.Transfer(1, StampStory.Sell(Hash)) };
        Assert.Equal("OK", (await new Psp(node).SendReceiptV2(receipt)).Outcome);
        await calls.Call("ReadPaymentDocumentStamps", "GET", $"/v1/payment-documents/{document["id"]}/stamps", key);
        await calls.Call("DownloadPaymentDocumentStamp", "GET", $"/v1/payment-documents/{document["id"]}/stamps/1/content", key);
    }

    /// <summary>A spontaneous payment that expired is paid after all, and its document restored.</summary>
    private static async Task PayLate(ApiHost api, string notice)
    {
        api.Clock.AdvanceDays(6);
        await new CleanUpSpontaneousPayments(api.Services.GetRequiredService<Db>(), api.Clock).Run(CancellationToken.None);
        using var node = api.Client();
        Assert.Equal("OK", (await new Psp(node).SendReceiptV2(new ReceiptStory("rt-0003", notice, 8_400))).Outcome);
    }

    /// <summary>Two web payments: one is paid, the time of the other passes.</summary>
    private static async Task Checkouts(CallRecorder calls, ApiHost api, string key)
    {
        var (paid, unpaid) = (await NoticeOf("000020"), await NoticeOf("000021"));
        var lookup = $$"""{"organization":"80008510754","noticeNumber":"{{paid}}","debtorFiscalCode":"RSSMRA45C12F205C"}""";
        await calls.Call("LookUpNotice", "POST", "/v1/notice-lookups", key, lookup);
        await calls.Call("DownloadLookedUpNotice", "POST", "/v1/notice-lookups/pdf", key, lookup);
        using var other = await calls.Client(key).PostText("/v1/checkouts", Cart("PORTALE-000002", unpaid));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        api.Clock.AdvanceMinutes(40);
        var opened = await CreateTwice(calls, "OpenCheckout", "/v1/checkouts", key, Cart("PORTALE-000001", paid));
        using var node = api.Client();
        Assert.Equal("OK", (await new Psp(node).SendReceiptV2(new ReceiptStory("rt-0002", paid, 30_240))).Outcome);
        await api.Services.GetRequiredService<AnnounceCheckouts>().Run(CancellationToken.None);
        await calls.Call("ReadCheckout", "GET", $"/v1/checkouts/{opened["id"]}", key);

        async Task<string> NoticeOf(string number)
        {
            var id = await Issue(calls, key, number, "}");
            var document = JsonNode.Parse(await calls.Client(key).GetStringAsync($"/v1/payment-documents/{id}"))!;
            return (string)document["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        }

        static string Cart(string name, string notice)
        {
            const string Portal = "https://portale.comune.lecce.example/esito";
            return $$"""{"externalId":"{{name}}","notices":[{"organization":"80008510754","noticeNumber":"{{notice}}"}],"returnUrls":{"ok":"{{Portal}}/ok?pagamento={checkoutId}","cancel":"{{Portal}}/annullato","error":"{{Portal}}/errore","waiting":"{{Portal}}/attesa"},"email":"mario.rossi@example.com"}""";
        }
    }
}
