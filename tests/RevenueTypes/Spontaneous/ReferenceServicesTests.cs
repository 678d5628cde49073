using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

public class ReferenceServicesTests
{
    private static readonly LocalDate Today = new(2026, 11, 23);

    [ReferenceFact]
    public void The_services_of_the_reference_give_their_amounts_and_subjects() =>
        Assert.All(
            Services().SelectMany(one => one.Cases("good"), (one, data) => (one.Service, Data: data)),
            one =>
            {
                var values = one.Service.Values(one.Data.GetProperty("data").GetRawText());
                Assert.Equal(one.Data.GetProperty("amountCents").GetInt64(), one.Service.AmountOf(values, EnteredCents(one.Data)));
                Assert.Equal(one.Data.GetProperty("subject").GetString(), one.Service.SubjectOf(values, Today));
            }
        );

    [ReferenceFact]
    public void The_bad_data_of_the_reference_is_refused_at_its_place() =>
        Assert.All(
            Services().SelectMany(one => one.Cases("bad"), (one, data) => (one.Service, Data: data)),
            one =>
            {
                var refusal = Assert.Throws<Refusal>(() =>
                    one.Service.AmountOf(one.Service.Values(one.Data.GetProperty("data").GetRawText()), EnteredCents(one.Data))
                );
                Assert.Equal([one.Data.GetProperty("pointer").GetString()!], refusal.Errors.Select(error => error.Pointer));
                if (one.Data.TryGetProperty("code", out var code))
                {
                    Assert.Equal(code.GetString(), refusal.Code.Value);
                }
            }
        );

    private static List<ReferenceService> Services()
    {
        var file = JsonNode.Parse(File.ReadAllText(Reference.PathOf("spontaneous/services.json")))!;
        var services = file["services"]!.AsArray().Select(one => one!).ToList();
        Assert.NotEmpty(services);
        return
        [
            .. services.Select(one =>
            {
                var settings = one["spontaneous"]!;
                settings["department"] = "tributi";
                return new ReferenceService(
                    SpontaneousService.Compile(Forms.Settings(settings.ToJsonString())),
                    JsonSerializer.SerializeToElement(one)
                );
            }),
        ];
    }

    private static long? EnteredCents(JsonElement one) => one.TryGetProperty("enteredCents", out var cents) ? cents.GetInt64() : null;

    private sealed record ReferenceService(SpontaneousService Service, JsonElement Text)
    {
        public IEnumerable<JsonElement> Cases(string kind) => Text.GetProperty(kind).EnumerateArray();
    }
}
