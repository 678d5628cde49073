using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Security;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>A modified cursor is refused or leads to another place of the same list; it never causes an error.</summary>
public sealed class CursorTests(Crossing crossing) : IClassFixture<Crossing>, IAsyncLifetime
{
    // The first bytes of a cursor identify its list; the rest is the position.
    private const int BindingBytes = 6;

    private static readonly string[] Places =
    [
        "",
        "0",
        "-1",
        " 1",
        "1 ",
        "+1",
        "1,000",
        "0x10",
        "1e9",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999999",
        "\u0663",
        "x",
        "'",
        "%",
        "[a-z]",
        "\u202e",
        "\U0001F4B6",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        new string('9', 130),
    ];

    private static readonly (string Operation, string Body)[] BodiesWithCursor =
    [
        ("SearchPaymentDocuments", $$"""{"debtorFiscalCode":"{{Sample.Person(1)}}","cursor":"@"}"""),
        ("MoveRevenueTypeAccount", $$"""{"fromIban":"{{Sample.Iban(9)}}","reason":"Prova","dryRun":true,"cursor":"@"}"""),
    ];

    private readonly Town town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_modified_cursor_is_refused_or_harmless_in_every_list()
    {
        foreach (var request in Enumerable.Range(0, 2).Select(_ => Sample.Document()))
        {
            var document = await town.Taxes.PaymentDocuments.IssueAsync(request);
            await town.Everyone.Payments.RecordAsync(Sample.Payment(document.Options[0].Installments[0].NoticeNumber, 10_000));
        }

        var load = await town.Taxes.BulkLoads.LoadAsync(
            Stored(Sample.Document(), Sample.Document()),
            new BulkLoadSettings { PollInterval = TimeSpan.FromMilliseconds(20) }
        );
        using var admin = town.Http(town.Api.AdminKey);
        using var taxes = town.Http(
            await town.Key(Town.TaxOffice, "documents:read", "bulk-loads:read", "payments:read", "webhooks:manage")
        );
        (HttpClient Client, string Path)[] lists =
        [
            (admin, "/v1/api-keys"),
            (admin, "/v1/organizations"),
            (admin, $"/v1/organizations/{Sample.Organization}/departments"),
            (admin, $"/v1/organizations/{Sample.Organization}/revenue-types"),
            (taxes, "/v1/payment-documents"),
            (town.Http(await town.Key(null, "payments:read")), "/v1/payments"),
            (taxes, $"/v1/bulk-loads/{load.Id}/results"),
        ];
        foreach (var (client, path) in lists)
        {
            var page = await client.GetAsync($"{path}?limit=1").Expect(HttpStatusCode.OK);
            var cursor = (string?)page["nextCursor"];
            Assert.True(cursor is not null, $"{path} has one page only: {page}");
            await client.GetAsync($"{path}?limit=1&cursor={cursor}").Expect(HttpStatusCode.OK);
            foreach (var place in Places)
            {
                using var answer = await client.GetAsync($"{path}?limit=1&cursor={Moved(cursor, place)}");
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(
                    answer.StatusCode == HttpStatusCode.OK
                        || (answer.StatusCode == HttpStatusCode.BadRequest && (string?)JsonNode.Parse(text)!["code"] == "invalid-cursor"),
                    $"{path} at «{place}»: {(int)answer.StatusCode} {text}"
                );
            }
        }
    }

    [Fact]
    public async Task A_cursor_of_another_list_or_filter_is_refused_by_every_list_that_the_document_has()
    {
        var document = JsonNode.Parse(await crossing.Town.Http().GetStringAsync("/openapi/v1.json"))!;
        var lists = Operation
            .Of(crossing.Town.Api)
            .Where(one => PublishedOperation.Of(document).Single(other => other.Name == one.Name).Parameters("query").Any(IsCursor))
            .ToList();
        Assert.True(lists.Count >= 14, "The document has too few lists.");
        foreach (var list in lists)
        {
            // Malformed, of another list, and too long.
            foreach (var cursor in new[] { "x", "!", new string('A', 201), Of("payments|"), Moved(Of(list.Name), "'") })
            {
                var (status, text) = await crossing.SendQuery(list, $"cursor={Uri.EscapeDataString(cursor)}");
                Assert.True(
                    status == HttpStatusCode.BadRequest && (string?)JsonNode.Parse(text)!["code"] == "invalid-cursor",
                    $"{list.Name} at {cursor}: {(int)status} {text}"
                );
            }
        }

        foreach (var (name, body) in BodiesWithCursor)
        {
            var operation = Operation.Of(crossing.Town.Api).Single(one => one.Name == name);
            var (status, text) = await crossing.SendBody(operation, body.Replace("@", Of("payments|"), StringComparison.Ordinal));
            Assert.True(
                status == HttpStatusCode.BadRequest && text.Contains("\"invalid-cursor\"", StringComparison.Ordinal),
                $"{name}: {(int)status} {text}"
            );
        }
    }

    private static bool IsCursor(JsonNode parameter) => (string?)parameter["name"] == "cursor";

    private static string Of(string list) =>
        Base64Url.EncodeToString([.. SHA256.HashData(Encoding.UTF8.GetBytes(list)).AsSpan(0, BindingBytes), .. "1"u8]);

    private static string Moved(string cursor, string place) =>
        Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(cursor).AsSpan(0, BindingBytes), .. Encoding.UTF8.GetBytes(place)]);

    private static async IAsyncEnumerable<IssuePaymentDocumentRequest> Stored(params IssuePaymentDocumentRequest[] requests)
    {
        foreach (var request in requests)
        {
            await Task.CompletedTask;
            yield return request;
        }
    }
}
