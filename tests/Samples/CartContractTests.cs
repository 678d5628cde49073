using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Samples.Simulator.Checkout;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The simulator takes exactly the carts that the published contract allows.</summary>
public sealed class CartContractTests(ITestOutputHelper log)
{
    private const int Rounds = 20_000;

    // Values that are right somewhere; null removes the member. Texts of digits, because the service reads digits where the contract says text.
    private static readonly string?[] Values =
    [
        null,
        "null",
        "0",
        "1",
        "-1",
        "1.5",
        "true",
        "{}",
        "[]",
        "\"\"",
        $"\"{new string('1', 11)}\"",
        $"\"{new string('1', 17)}\"",
        $"\"{new string('1', 18)}\"",
        $"\"{new string('1', 140)}\"",
        $"\"{new string('1', 141)}\"",
    ];

    [ReferenceFact]
    public void A_random_cart_is_taken_exactly_when_the_contract_allows_it()
    {
        var contract = new CheckoutContract();
        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var allowed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var cart = RandomCart(random);
            var isAllowed = contract.Allows(cart);
            var text = cart.ToJsonString();
            using var parsed = JsonDocument.Parse(text);

            Assert.True(isAllowed == ReadCart.From(parsed.RootElement) is not null, $"seed {seed}, allowed {isAllowed}: {text}");
            allowed += isAllowed ? 1 : 0;
        }

        Assert.InRange(allowed, Rounds / 20, Rounds * 19 / 20);
    }

    private static JsonObject RandomCart(Random random)
    {
        var notices = Enumerable
            .Range(0, random.Next(100) < 90 ? random.Next(1, 6) : random.Next(0, 8))
            .Select(_ => Notice())
            .ToArray<JsonNode?>();
        var cart = new JsonObject
        {
            ["emailNotice"] = "mario.rossi@example.it",
            ["paymentNotices"] = new JsonArray(notices),
            ["returnUrls"] = new JsonObject
            {
                ["returnOkUrl"] = "https://ente.example/ok",
                ["returnCancelUrl"] = "https://ente.example/annullato",
                ["returnErrorUrl"] = "https://ente.example/errore",
                ["returnWaitingUrl"] = "https://ente.example/attesa",
            },
            ["idCart"] = "carrello-1",
            ["allCCP"] = random.Next(2) == 0,
        };
        if (random.Next(3) > 0)
        {
            Spoil(random, cart);
        }

        return cart;
    }

    private static void Spoil(Random random, JsonObject cart)
    {
        var owners = new List<JsonObject> { cart, cart["returnUrls"]!.AsObject() };
        owners.AddRange(cart["paymentNotices"]!.AsArray().Select(notice => notice!.AsObject()));
        var owner = owners[random.Next(owners.Count)];
        // Whether an address or a flag may be empty or text is the simulator's leniency, tested by itself.
        string[] lenient = ["emailNotice", "allCCP", "returnOkUrl", "returnCancelUrl", "returnErrorUrl", "returnWaitingUrl", "idCart"];
        var names = owner.Select(member => member.Key).Where(name => !lenient.Contains(name, StringComparer.Ordinal)).ToList();
        var name = names.Count == 0 ? lenient[random.Next(3, 7)] : names[random.Next(names.Count)];
        var value = Values[names.Count == 0 ? 0 : random.Next(Values.Length)];
        owner.Remove(name);
        if (value is not null)
        {
            owner[name] = JsonNode.Parse(value);
        }
    }

    private static JsonObject Notice() =>
        new()
        {
            ["noticeNumber"] = "301000000000100121",
            ["fiscalCode"] = Psp.Lecce,
            ["amount"] = 10_080,
            ["companyName"] = "Comune di Lecce",
            ["description"] = "TARI 2026",
        };
}
