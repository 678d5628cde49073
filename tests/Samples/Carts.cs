using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>Carts as a creditor sends them, and what a payer does on their page.</summary>
internal static class Carts
{
    /// <summary>The creditor's site, below which the return addresses are.</summary>
    public const string Site = "https://pagamenti.comune.lecce.example/esito";

    public static string Of(params PaymentDocument[] documents) => Of("mario.rossi@example.it", documents);

    public static string Of(string email, params PaymentDocument[] documents) => Of(email, Site, documents);

    public static string Of(string email, string site, params PaymentDocument[] documents) =>
        JsonSerializer.Serialize(
            new
            {
                emailNotice = email,
                paymentNotices = documents
                    .Select(document => document.Single())
                    .Select(installment => new
                    {
                        noticeNumber = installment.NoticeNumber,
                        fiscalCode = Host.Psp.Lecce,
                        amount = installment.AmountCents,
                        companyName = "Comune di Lecce",
                        description = "TARI 2026",
                    }),
                returnUrls = new
                {
                    returnOkUrl = $"{site}/ok?pratica=1&amp=x#fine",
                    returnCancelUrl = $"{site}/annullato",
                    returnErrorUrl = $"{site}/errore",
                    returnWaitingUrl = $"{site}/attesa",
                },
                idCart = "carrello-1",
                allCCP = false,
            }
        );

    public static async Task<HttpResponseMessage> Open(HttpClient client, string cart, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/checkout/ec/v2/carts")
        {
            Content = new StringContent(cart, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        }

        return await client.SendAsync(request);
    }

    public static async Task<HttpStatusCode> StatusOf(HttpClient client, string cart, string? key)
    {
        using var answer = await Open(client, cart, key);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> OpenCart(this SimulatorHost simulator, string cart)
    {
        using var client = simulator.Client();
        return await Open(client, cart, "chiave");
    }

    /// <summary>Opens a cart; returns the address of its page.</summary>
    public static async Task<Uri> OpenPage(this SimulatorHost simulator, string cart)
    {
        using var answer = await simulator.OpenCart(cart);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Presses a button of the page.</summary>
    public static async Task<HttpResponseMessage> Choose(HttpClient client, Uri page, string outcome)
    {
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        return await client.PostAsync(page, form);
    }

    public static async Task<HttpResponseMessage> Choose(this SimulatorHost simulator, Uri page, string outcome)
    {
        using var client = simulator.Client();
        return await Choose(client, page, outcome);
    }

    /// <summary>Ends a cart as a script does.</summary>
    public static async Task<EndedCart> End(this SimulatorHost simulator, Uri page, string outcome)
    {
        using var client = simulator.Client();
        using var answer = await client.PostAsJsonAsync($"/sim/carts/{page.Segments[^1]}/outcome", new { outcome });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<EndedCart>(SimulatorJson.Options))!;
    }
}

/// <summary>A cart as the simulator describes it.</summary>
internal sealed record EndedCart(string Id, string State, string? ReturnUrl, Played? Transcript);
