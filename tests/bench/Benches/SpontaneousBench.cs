using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>Spontaneous payments of a form of ten fields with a computed amount, against documents issued one by one.</summary>
internal static class SpontaneousBench
{
    private const string Service = "occupazione";
    private const int MaxPerSecond = 6_000;

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage)
    {
        await using var scene = await Scene.Make(stage.Options, documents: 1);
        using var product = await Product.Start(stage.ProgramFolder, scene);
        await Offer(product, scene);
        var made = 1;
        await Create(stage.Sizes.WarmUp);
        await Issue(stage.Sizes.WarmUp);
        var pairs = await Pairs.Take(stage.Sizes.Rounds, () => Create(stage.Sizes.Round), () => Issue(stage.Sizes.Round));
        return [Result.AtLeast("spontaneous", pairs, "pagamenti/s", 0.7)];

        Task<double> Create(TimeSpan time) => Send("/v1/spontaneous-payments", time, number => Form(scene, number));

        Task<double> Issue(TimeSpan time) => Send("/v1/payment-documents", time, number => Document(scene, number));

        async Task<double> Send(string path, TimeSpan time, Func<int, string> body)
        {
            var count = Math.Max(stage.Sizes.Connections, (int)(time.TotalSeconds * MaxPerSecond));
            var key = Requests.Bearer(scene.AdminKey);
            var messages = Enumerable
                .Range(made, count)
                .Select(number => Requests.Post(path, "application/json", body(number), key))
                .ToList();
            made += count;
            var requests = new Requests(messages, "noticeNumber", once: true);
            return (await Generator.Run(product.Address, requests, stage.Sizes.Connections, time)).PerSecond;
        }
    }

    private static string Document(Scene scene, int number)
    {
        var document = scene.Roll.Document(number) with
        {
            Organization = Scene.Municipality,
            Department = "tributi",
            Options = null,
            DueOn = scene.Roll.FirstDueOn,
        };
        return JsonSerializer.Serialize(document, Json.Options);
    }

    private static string Form(Scene scene, int number) =>
        JsonSerializer.Serialize(
            new
            {
                organization = Scene.Municipality,
                service = Service,
                externalId = string.Create(CultureInfo.InvariantCulture, $"modulo-{number}"),
                debtor = scene.Roll.Document(number).Debtor,
                data = new
                {
                    richiedente = "Impresa Edile Salento",
                    motivo = "ponteggio",
                    via = "Via Giacomo Matteotti",
                    civico = "12",
                    zona = "A",
                    metriQuadri = 12,
                    giorni = 20,
                    inizio = "2026-12-01",
                    targa = "AB123CD",
                    notturno = false,
                },
            },
            Json.Options
        );

    /// <summary>Registers the service of ten fields through the program's own API.</summary>
    private static async Task Offer(Child product, Scene scene)
    {
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.AdminKey);
        using var answer = await http.PostAsync(
            $"/v1/organizations/{Scene.Municipality}/revenue-types",
            new StringContent(RevenueType, MediaTypeHeaderValue.Parse("application/json"))
        );
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchFailure($"Il servizio non si registra: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private const string RevenueType = """
        {
          "code": "occupazione", "name": "Occupazione di suolo pubblico", "category": "non-tax", "taxonomyCode": "9/0101107TS/",
          "iban": "IT91V0542811101000000506001",
          "spontaneous": {
            "enabled": true, "department": "tributi", "title": "Occupazione di suolo pubblico",
            "schema": {
              "type": "object",
              "properties": {
                "richiedente": {"type": "string", "title": "Richiedente", "minLength": 2, "maxLength": 70},
                "motivo": {"type": "string", "title": "Motivo", "enum": ["ponteggio", "trasloco", "mercato"]},
                "via": {"type": "string", "title": "Via", "maxLength": 70},
                "civico": {"type": "string", "title": "Numero civico", "pattern": "^[0-9]{1,4}[A-Z]?$", "maxLength": 5},
                "zona": {"type": "string", "title": "Zona", "enum": ["A", "B", "C"]},
                "metriQuadri": {"type": "integer", "title": "Metri quadri", "minimum": 1, "maximum": 500},
                "giorni": {"type": "integer", "title": "Giorni", "minimum": 1, "maximum": 365},
                "inizio": {"type": "string", "title": "Primo giorno", "format": "date", "maxLength": 10},
                "targa": {"type": "string", "title": "Targa", "format": "plate", "maxLength": 10},
                "notturno": {"type": "boolean", "title": "Anche di notte"}
              },
              "required": ["richiedente", "motivo", "via", "zona", "metriQuadri", "giorni", "inizio"]
            },
            "ui": {"personal": ["richiedente", "targa"]},
            "amount": {
              "kind": "computed", "baseCents": 1000, "minCents": 1000, "maxCents": 2000000,
              "terms": [{"field": "metriQuadri", "times": {"field": "zona", "cents": {"A": 250, "B": 180, "C": 120}}}, {"field": "giorni", "centsPerUnit": 50}]
            },
            "subject": "Suolo pubblico {year}: {metriQuadri} mq, zona {zona}",
            "validity": {"days": 5},
            "debtor": {"kinds": ["F", "G"]},
            "maxOpenPerDebtor": 50,
            "maxPerHour": 100000
          }
        }
        """;
}
