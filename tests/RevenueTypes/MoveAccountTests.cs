using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.RevenueTypes;

/// <summary>When a revenue type changes its account, its unpaid shares can be moved to the new one.</summary>
public sealed class MoveAccountTests(Town town) : IClassFixture<Town>
{
    private const string WasteTaxPath = $"/v1/organizations/{Sample.Organization}/revenue-types/{Town.WasteTax}";
    private const string Moves = $"{RentPath}/account-moves";
    private const string RentPath = $"/v1/organizations/{Sample.Organization}/revenue-types/{Town.Rent}";

    [Fact]
    public async Task Only_what_is_still_unpaid_goes_to_the_new_account()
    {
        var admin = town.Http(await town.Key(null, "admin"));
        var old = await CurrentAccount(admin);
        var paid = await town.Taxes.PaymentDocuments.IssueAsync(InTwo());
        await town.Taxes.Payments.RecordAsync(Sample.Payment(paid.Options[0].Installments[0].NoticeNumber, 5_000));
        var cancelled = await town.Taxes.PaymentDocuments.IssueAsync(InTwo());
        await town.Taxes.PaymentDocuments.CancelAsync(cancelled.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
        var other = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var elsewhere = InTwo();
        elsewhere.Items[0].Beneficiary = new Beneficiary
        {
            FiscalCode = Sample.Province,
            Name = "Provincia",
            Iban = old,
        };
        var beneficiary = await town.Taxes.PaymentDocuments.IssueAsync(elsewhere);
        var renewed = await Renew(admin, 40);

        var dry = await Move(admin, old, dryRun: true);
        var untouched = await Read(admin, paid.Id);
        var moved = await Move(admin, old);
        var again = await Move(admin, old);

        Assert.Equal((true, old, renewed), ((bool)dry["dryRun"]!, (string?)dry["fromIban"], (string?)dry["toIban"]));
        Assert.Equal((1, 1), ((int)dry["documents"]!, (int)dry["installments"]!));
        Assert.Equal([old, old], Accounts(untouched));
        Assert.Equal((false, 1, 1), ((bool)moved["dryRun"]!, (int)moved["documents"]!, (int)moved["installments"]!));
        Assert.Equal(0, (int)again["documents"]!);
        Assert.Equal([old, renewed], Accounts(await Read(admin, paid.Id)));
        Assert.Equal([old, old], Accounts(await Read(admin, cancelled.Id)));
        Assert.Equal([old, old], Accounts(await Read(admin, beneficiary.Id)));
        Assert.Equal([Sample.Iban(3)], Accounts(await Read(admin, other.Id)));
        var timeline = await admin.GetAsync($"/v1/payment-documents/{paid.Id}/timeline").Expect(HttpStatusCode.OK);
        Assert.True((bool)timeline["chainVerified"]!);
        var entry = timeline["items"]!.AsArray()[^1]!;
        Assert.Equal("account-moved", (string?)entry["type"]);
        Assert.Equal((old, renewed), ((string?)entry["data"]!["fromIban"], (string?)entry["data"]!["toIban"]));
        Assert.Equal("""[2]""", entry["data"]!["installments"]!.ToJsonString());
        Assert.NotEqual(untouched["etag"]!.ToString(), (await Read(admin, paid.Id))["etag"]!.ToString());
    }

    [Fact]
    public async Task A_move_continues_from_its_cursor_and_repeats_its_answer()
    {
        var admin = town.Http(await town.Key(null, "admin"));
        for (var count = 0; count < 5; count++)
        {
            await town.Taxes.PaymentDocuments.IssueAsync(InTwo(Town.WasteTax));
        }

        var from = await CurrentAccount(admin, WasteTaxPath);
        await Renew(admin, 41, WasteTaxPath);
        var body = $$"""{"fromIban":"{{from}}","reason":"Nuova tesoreria","limit":2}""";

        using var client = await town.Client(null, "admin");
        var whole = new MoveRevenueTypeAccountRequest
        {
            FromIban = from,
            Reason = "Nuova tesoreria",
            Limit = 2,
            DryRun = true,
        };
        var dry = await client.RevenueTypes.MoveWholeAccountAsync(Sample.Organization, Town.WasteTax, whole);
        Assert.Equal((true, 5, 10), (dry.DryRun, dry.Documents, dry.Installments));
        var first = await admin.PostOnce($"{WasteTaxPath}/account-moves", body, "sposta-1").Expect(HttpStatusCode.OK);
        var repeated = await admin.PostOnce($"{WasteTaxPath}/account-moves", body, "sposta-1").Expect(HttpStatusCode.OK);

        Assert.Equal(first.ToJsonString(), repeated.ToJsonString());
        var documents = 0;
        for (var page = first; ; )
        {
            documents += (int)page["documents"]!;
            if (page["nextCursor"] is not { } cursor)
            {
                break;
            }

            page = await admin
                .PostText(
                    $"{WasteTaxPath}/account-moves",
                    $$"""{"fromIban":"{{from}}","reason":"Nuova tesoreria","limit":2,"cursor":"{{cursor}}"}"""
                )
                .Expect(HttpStatusCode.OK);
        }

        Assert.Equal(5, documents);
    }

    [Fact]
    public async Task Offices_may_not_move_accounts_and_a_move_to_the_same_account_is_refused()
    {
        var office = town.Http(await town.Key(Town.TaxOffice, "admin"));
        var admin = town.Http(await town.Key(null, "admin"));
        var current = await CurrentAccount(admin);

        await office
            .PostText(Moves, $$"""{"fromIban":"{{current}}","reason":"Prova"}""")
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        var same = await admin
            .PostText(Moves, $$"""{"fromIban":"{{current}}","reason":"Prova"}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal("/fromIban", Assert.Single(same.Pointers()));
    }

    private static IssuePaymentDocumentRequest InTwo(string revenueType = Town.Rent)
    {
        var request = Sample.Document(revenueType: revenueType);
        request.Options =
        [
            new()
            {
                Kind = "installments",
                Plan = new InstallmentPlan
                {
                    Count = 2,
                    FirstDueOn = new NodaTime.LocalDate(2026, 12, 16),
                    EveryMonths = 1,
                },
            },
        ];
        return request;
    }

    private static async Task<string> CurrentAccount(HttpClient admin, string path = RentPath) =>
        (string)(await admin.GetAsync(path).Expect(HttpStatusCode.OK))["iban"]!;

    /// <summary>Gives the revenue type another account of the organization.</summary>
    private static async Task<string> Renew(HttpClient admin, int number, string path = RentPath)
    {
        var iban = Sample.Iban(number);
        await admin
            .PostText($"/v1/organizations/{Sample.Organization}/bank-accounts", $$"""{"iban":"{{iban}}","name":"Nuova tesoreria"}""")
            .Expect(HttpStatusCode.Created);
        await admin
            .PutText(
                path,
                $$"""{"name":"Canoni","category":"non-tax","taxonomyCode":"9/0101101IM/","iban":"{{iban}}","allowsPartialPayment":true}"""
            )
            .Expect(HttpStatusCode.OK);
        return iban;
    }

    private static Task<JsonNode> Move(HttpClient admin, string fromIban, bool dryRun = false) =>
        admin
            .PostText(Moves, $$"""{"fromIban":"{{fromIban}}","reason":"Nuova tesoreria","dryRun":{{(dryRun ? "true" : "false")}}}""")
            .Expect(HttpStatusCode.OK);

    private static Task<JsonNode> Read(HttpClient admin, string id) =>
        admin.GetAsync($"/v1/payment-documents/{id}").Expect(HttpStatusCode.OK);

    private static IEnumerable<string> Accounts(JsonNode document) =>
        document["options"]!
            .AsArray()
            .SelectMany(option => option!["installments"]!.AsArray())
            .SelectMany(one => one!["transfers"]!.AsArray())
            .Select(transfer => (string)transfer!["beneficiary"]!["iban"]!);
}
