using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The cart service of the simulator answers as the public one; what a cart pays is in the ledger.</summary>
public sealed class SimulatorCartTests(SimulatorHost simulator) : IClassFixture<SimulatorHost>
{
    private const string Site = Carts.Site;

    [Fact]
    public async Task A_cart_is_answered_with_the_address_of_its_page()
    {
        using var answer = await simulator.OpenCart(Carts.Of(await simulator.Town.Issue()));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith($"{simulator.Address}checkout/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var client = simulator.Client();
        Assert.Contains("100,00 €", await client.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
    }

    public static TheoryData<string> CartCases() =>
        !Reference.IsPresent ? ["absent"] : [.. ReadCases()["cases"]!.AsArray().Select(one => (string)one!["name"]!)];

    [ReferenceTheory]
    [MemberData(nameof(CartCases))]
    public async Task Each_cart_of_the_reference_gets_its_answer(string name)
    {
        var expected = ReadCases()["cases"]!.AsArray().Single(one => (string)one!["name"]! == name)!;
        await Prepare((string?)expected["setup"], expected["request"]!);

        using var answer = await simulator.OpenCart(expected["request"]!.ToJsonString());

        Assert.Equal((int)expected["status"]!, (int)answer.StatusCode);
        Assert.Equal((bool?)expected["location"] ?? false, answer.Headers.Location is not null);
        if (expected["title"] is { } title)
        {
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal((string)title!, (string)problem["title"]!);
            Assert.Equal((string?)expected["detail"] ?? (string)problem["detail"]!, (string)problem["detail"]!);
        }
    }

    [Theory]
    [InlineData("""{"paymentNotices":1}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    [InlineData("\"\"")]
    public async Task A_body_that_is_no_cart_is_a_bad_request(string body)
    {
        using var answer = await simulator.OpenCart(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/emailNotice", "\"mario\"")]
    [InlineData("/emailNotice", "1")]
    [InlineData("/idCart", "{}")]
    [InlineData("/allCCP", "\"forse\"")]
    [InlineData("/returnUrls", "null")]
    [InlineData("/paymentNotices/0/amount", "1.5")]
    [InlineData("/paymentNotices/0/amount", "\"100\"")]
    [InlineData("/paymentNotices/0/fiscalCode", "\"8000851075\"")]
    [InlineData("/paymentNotices/0/companyName", "null")]
    public async Task A_field_that_the_contract_does_not_allow_is_a_bad_request(string pointer, string value)
    {
        var cart = JsonNode.Parse(Carts.Of(await simulator.Town.Issue()))!;
        var parts = pointer[1..].Split('/');
        var owner = parts[..^1].Aggregate(cart, (node, part) => node is JsonArray list ? list[int.Parse(part, null)]! : node[part]!);
        owner[parts[^1]] = JsonNode.Parse(value);

        using var answer = await simulator.OpenCart(cart.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_cart_as_in_the_published_example_is_accepted_and_only_the_return_fails()
    {
        var cart = JsonNode.Parse(Carts.Of(await simulator.Town.Issue()))!;
        cart["allCCP"] = "false";
        cart["returnUrls"]!["returnCancelUrl"] = "www.comune.di.prova.it/pagopa/cancel.html";
        var page = await simulator.OpenPage(cart.ToJsonString());

        using var answer = await simulator.Choose(page, "cancel");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("l'indirizzo di ritorno", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_key_or_with_another_one_is_refused()
    {
        await using var guarded = await SimulatorHost.Start(simulator.Town, options => options with { SubscriptionKey = "una-chiave" });
        using var client = SimulatorHost.ClientOf(new Uri(guarded.Urls.Single()));
        var cart = Carts.Of(await simulator.Town.Issue());

        Assert.Equal(HttpStatusCode.Unauthorized, await Carts.StatusOf(client, cart, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Carts.StatusOf(client, cart, "un'altra"));
        Assert.Equal(HttpStatusCode.Found, await Carts.StatusOf(client, cart, "una-chiave"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_canned_answer_is_given_once(int status)
    {
        var cart = Carts.Of(await simulator.Town.Issue());
        await simulator.Post("/sim/carts/next", JsonSerializer.Serialize(new { status }));

        using var canned = await simulator.OpenCart(cart);
        using var usual = await simulator.OpenCart(cart);

        Assert.Equal((status, 302), ((int)canned.StatusCode, (int)usual.StatusCode));
    }

    [Fact]
    public async Task Several_notices_are_refused_where_the_service_takes_one()
    {
        await using var single = await SimulatorHost.Start(simulator.Town, options => options with { SingleNotice = true });
        using var client = SimulatorHost.ClientOf(new Uri(single.Urls.Single()));

        using var answer = await Carts.Open(client, Carts.Of(await simulator.Town.Issue(), await simulator.Town.Issue()), "chiave");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Multiple payment notices not processable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paying_a_cart_pays_every_notice_and_returns_to_the_address_as_it_was_given()
    {
        var (first, second) = (await simulator.Town.Issue(), await simulator.Town.Issue());
        var page = await simulator.OpenPage(Carts.Of(first, second));

        using var answer = await simulator.Choose(page, "pay");

        Assert.Equal(
            (HttpStatusCode.SeeOther, $"{Site}/ok?pratica=1&amp=x#fine"),
            (answer.StatusCode, answer.Headers.NonValidated["Location"].ToString())
        );
        foreach (var document in new[] { first, second })
        {
            Assert.Equal("exact", Assert.Single(await simulator.PaymentsOf(document)).Outcome);
            Assert.Equal("paid", (await simulator.Town.Read(document)).State);
        }
    }

    [Fact]
    public async Task The_carts_identifier_travels_as_the_payment_note()
    {
        var document = await simulator.Town.Issue();
        var answer = await simulator.End(await simulator.OpenPage(Carts.Of(document)), "pay");

        var steps = answer.Transcript!.Steps;
        Assert.Equal(["paGetPaymentV2", "paSendRTV2"], steps.Select(step => step.Operation));
        Assert.All(steps, step => Assert.Contains("<paymentNote>carrello-1</paymentNote>", step.Request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cancel", "cancelled", $"{Site}/annullato")]
    [InlineData("refuse", "refused", $"{Site}/errore")]
    [InlineData("wait", "waiting", $"{Site}/attesa")]
    public async Task A_visit_that_does_not_pay_leaves_the_ledger_as_it_was(string outcome, string state, string returnUrl)
    {
        var document = await simulator.Town.Issue();

        var ended = await simulator.End(await simulator.OpenPage(Carts.Of(document)), outcome);

        Assert.Equal((state, returnUrl), (ended.State, ended.ReturnUrl));
        Assert.Empty(await simulator.PaymentsOf(document));
        Assert.True((await simulator.Town.Read(document)).Single().Payable);
    }

    [Theory]
    [InlineData("ko@example.it", "refused")]
    [InlineData("annulla@example.it", "cancelled")]
    [InlineData("attesa@example.it", "waiting")]
    [InlineData("mario.rossi@example.it", "paid")]
    public async Task The_payers_address_decides_what_the_pay_button_does(string email, string state)
    {
        var page = await simulator.OpenPage(Carts.Of(email, await simulator.Town.Issue()));

        Assert.Equal(state, (await simulator.End(page, "pay")).State);
    }

    [Fact]
    public async Task A_payment_taken_in_charge_is_paid_later()
    {
        var document = await simulator.Town.Issue();
        var page = await simulator.OpenPage(Carts.Of("attesa@example.it", document));
        await simulator.End(page, "pay");

        Assert.Equal("paid", (await simulator.End(page, "pay")).State);
        Assert.Equal("exact", Assert.Single(await simulator.PaymentsOf(document)).Outcome);
    }

    [Fact]
    public async Task A_payer_who_closes_the_page_after_paying_has_paid()
    {
        var document = await simulator.Town.Issue();

        using var answer = await simulator.Choose(await simulator.OpenPage(Carts.Of(document)), "close");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    [Fact]
    public async Task A_double_click_pays_once()
    {
        var document = await simulator.Town.Issue();
        var page = await simulator.OpenPage(Carts.Of(document));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => simulator.Choose(page, "pay")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Single(await simulator.PaymentsOf(document));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Of_two_carts_of_one_notice_the_second_ends_in_error_and_nothing_is_paid_twice()
    {
        var document = await simulator.Town.Issue();
        var (first, second) = (await simulator.OpenPage(Carts.Of(document)), await simulator.OpenPage(Carts.Of(document)));

        Assert.Equal("paid", (await simulator.End(first, "pay")).State);
        var refused = await simulator.End(second, "pay");

        Assert.Equal(("refused", "PAA_PAGAMENTO_DUPLICATO"), (refused.State, refused.Transcript!.Steps[0].OriginalFaultCode));
        Assert.Single(await simulator.PaymentsOf(document));
    }

    [Fact]
    public async Task A_cart_with_one_notice_that_cannot_be_paid_pays_no_notice()
    {
        var (payable, paid) = (await simulator.Town.Issue(), await simulator.Town.Issue());
        var page = await simulator.OpenPage(Carts.Of(payable, paid));
        await simulator.Town.PayAtCounter(paid.Single().NoticeNumber, paid.Single().AmountCents);

        Assert.Equal("refused", (await simulator.End(page, "pay")).State);

        Assert.Empty(await simulator.PaymentsOf(payable));
        Assert.Equal("paid", (await simulator.End(await simulator.OpenPage(Carts.Of(payable)), "pay")).State);
    }

    [Fact]
    public async Task A_cart_expires_after_ten_minutes_and_then_leads_to_the_error_address()
    {
        await using var own = await SimulatorHost.Start(simulator.Town);
        using var client = SimulatorHost.ClientOf(new Uri(own.Urls.Single()));
        var document = await simulator.Town.Issue();
        using var opened = await Carts.Open(client, Carts.Of(document), "chiave");
        using var passed = await client.PostAsJsonAsync("/sim/clock", new { advance = "PT10M" });
        passed.EnsureSuccessStatusCode();

        using var answer = await Carts.Choose(client, opened.Headers.Location!, "pay");

        Assert.Equal($"{Site}/errore", answer.Headers.Location?.ToString());
        Assert.Empty(await simulator.PaymentsOf(document));
    }

    [Fact]
    public async Task A_cart_is_refused_while_another_payment_of_its_notice_is_open()
    {
        var document = await simulator.Town.Issue();
        await simulator.Play("abandon", document);

        using var answer = await simulator.OpenCart(Carts.Of(document));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static JsonNode ReadCases() => JsonNode.Parse(File.ReadAllText(Reference.PathOf("pagopa/checkout/carts.json")))!;

    private async Task Prepare(string? setup, JsonNode request)
    {
        var notice = request["paymentNotices"] is JsonArray { Count: > 0 } notices ? notices[0]! : null;
        switch (setup)
        {
            case "position busy":
                simulator.Memory.TryTake(new Notice((string)notice!["fiscalCode"]!, (string)notice["noticeNumber"]!));
                break;
            case "node down":
                await simulator.Post("/sim/carts/next", """{"status":502}""");
                break;
            case null:
                break;
            default:
                Assert.Fail($"Unknown setup: {setup}");
                break;
        }
    }
}
