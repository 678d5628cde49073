using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using CleanUpSpontaneousPayments = Lecce.Riscossione.Api.SpontaneousPayments.CleanUpSpontaneousPayments;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

/// <summary>The seeded municipality with two services of its own, and a portal that uses them through the SDK.</summary>
public sealed class ServiceDesk : ApiHost, IAsyncLifetime
{
    /// <summary>Meals at the price of an income band; for persons whose identity is known.</summary>
    public const string Meals = "pasti";

    /// <summary>A gift of any amount, also without a name.</summary>
    public const string Gift = "offerta";

    /// <summary>How the Node calls the gift.</summary>
    public const string GiftNodeCode = "00041";

    private const string Organization = Psp.Lecce;
    private readonly List<IDisposable> opened = [];
    private int lastNumber;
    private int lastPerson;

    /// <summary>The portal's client.</summary>
    public RiscossioneClient Portal { get; private set; } = null!;

    /// <summary>The tax office, to which both services belong.</summary>
    public RiscossioneClient Office { get; private set; } = null!;

    internal Psp Psp => new(Client());

    internal Db Db => Services.GetRequiredService<Db>();

    private LocalDate Today => Clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Rome"]).Date;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await Offer(Meals, MealsService());
        await Offer(Gift, GiftService());
        Portal = await OpenPortal();
        Office = new RiscossioneClient(Client(AdminKey), new RiscossioneOptions { ApiKey = AdminKey });
        opened.Add(Office);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await DisposeAsync();
    }

    /// <summary>A portal with a key of its own.</summary>
    public async Task<RiscossioneClient> OpenPortal()
    {
        var key = await this.IssueKey(["spontaneous:read", "spontaneous:write"], Organization);
        var portal = new RiscossioneClient(Client(key), new RiscossioneOptions { ApiKey = key });
        opened.Add(portal);
        return portal;
    }

    public static JsonObject MealsService() =>
        (JsonObject)
            JsonNode.Parse(
                """
                {
                  "enabled": true, "department": "tributi", "title": "Pasti della mensa",
                  "schema": {
                    "type": "object",
                    "properties": {
                      "pasti": {"type": "integer", "title": "Pasti", "minimum": 1, "maximum": 100},
                      "fascia": {"type": "string", "title": "Fascia", "enum": ["A", "B"]},
                      "alunno": {"type": "string", "title": "Alunno", "maxLength": 70}
                    },
                    "required": ["pasti", "fascia", "alunno"]
                  },
                  "ui": {"personal": ["alunno"]},
                  "amount": {
                    "kind": "computed", "minCents": 150, "maxCents": 32000,
                    "terms": [{"field": "pasti", "times": {"field": "fascia", "cents": {"A": 150, "B": 320}}}]
                  },
                  "subject": "Mensa {year}: {pasti} pasti",
                  "validity": {"days": 3},
                  "debtor": {"kinds": ["F"]},
                  "similarWithinDays": 10,
                  "maxOpenPerDebtor": 3
                }
                """
            )!;

    public static JsonObject GiftService() =>
        (JsonObject)
            JsonNode.Parse(
                $$"""
                {
                  "enabled": true, "department": "tributi", "title": "Offerta alla biblioteca",
                  "schema": {
                    "type": "object",
                    "properties": {
                      "scopo": {"type": "string", "title": "Scopo", "enum": ["libri", "arredi"]},
                      "copie": {"type": "integer", "title": "Copie", "minimum": 0, "maximum": 9}
                    },
                    "required": ["scopo", "copie"]
                  },
                  "amount": {"kind": "computed", "baseCents": 500, "terms": [{"field": "copie", "centsPerUnit": 100}], "minCents": 500, "maxCents": 1400},
                  "subject": "Offerta per {scopo}",
                  "validity": {"days": 5},
                  "debtor": {"kinds": ["F", "G"], "anonymous": true},
                  "nodeServiceCode": "{{GiftNodeCode}}"
                }
                """
            )!;

    /// <summary>The gift for another revenue type: a code of the Node has one service.</summary>
    public static JsonObject GiftServiceWithoutNode()
    {
        var service = GiftService();
        service.Remove("nodeServiceCode");
        return service;
    }

    /// <summary>A request for twenty meals.</summary>
    public SpontaneousPaymentRequest MealsRequest(
        int? person = null,
        string data = """{"pasti":20,"fascia":"B","alunno":"Luca Rossi"}"""
    ) =>
        new()
        {
            Service = Meals,
            ExternalId = NewName("carrello"),
            // A debtor of its own, unless a test is about the debtor.
            Debtor = Debtor(person ?? 30 + Interlocked.Increment(ref lastPerson)),
            Data = Json(data),
        };

    /// <summary>A gift without a name.</summary>
    public SpontaneousPaymentRequest GiftRequest(string data = """{"scopo":"libri","copie":0}""") =>
        new()
        {
            Service = Gift,
            ExternalId = NewName("offerta"),
            Data = Json(data),
        };

    public static Debtor Debtor(int person) =>
        new()
        {
            Kind = "F",
            FiscalCode = Sample.Person(person),
            FullName = "Maria Rossi",
            Street = "Via Rubichi",
            Email = "maria.rossi@example.it",
        };

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    /// <summary>A name that no other call of this host gave.</summary>
    public string NewName(string prefix) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref lastNumber)}");

    /// <summary>The day so many days from today.</summary>
    public LocalDate DayIn(int days) => Today.PlusDays(days);

    /// <summary>Registers a service, or changes the one that is registered.</summary>
    public async Task Offer(string code, JsonObject service, bool allowsPartialPayment = false)
    {
        using var admin = Client(AdminKey);
        var settings = JsonNode
            .Parse(
                """{"name":"Servizio di prova","category":"non-tax","taxonomyCode":"9/0107101TS/","iban":"IT91V0542811101000000506001"}"""
            )!
            .AsObject();
        settings["spontaneous"] = service;
        settings["allowsPartialPayment"] = allowsPartialPayment;
        var path = $"/v1/organizations/{Organization}/revenue-types";
        using var change = Body(HttpMethod.Put, $"{path}/{code}", settings);
        change.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        using var changed = await admin.SendAsync(change);
        if (changed.StatusCode == HttpStatusCode.NotFound)
        {
            settings["code"] = code;
            using var create = Body(HttpMethod.Post, path, settings);
            await admin.SendAsync(create).Expect(HttpStatusCode.Created);
            return;
        }

        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
    }

    /// <summary>Runs the clean-up once.</summary>
    public Task CleanUp() => new CleanUpSpontaneousPayments(Db, Clock).Run(CancellationToken.None);

    protected override void Change(IServiceCollection services) => services.RemoveWorker<CleanUpSpontaneousPayments>();

    private static HttpRequestMessage Body(HttpMethod method, string path, JsonNode body) =>
        new(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
