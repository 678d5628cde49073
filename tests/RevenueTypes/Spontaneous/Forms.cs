using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

/// <summary>Schemas and services written as short texts.</summary>
internal static class Forms
{
    /// <summary>Compiles a schema with these properties.</summary>
    public static FormSchema Compile(string properties, params string[] required) =>
        FormSchemaReader.Compile(
            Parse($$"""{"type":"object","properties":{{{properties}}},"required":{{JsonSerializer.Serialize(required)}}}"""),
            ""
        );

    /// <summary>Compiles a service with these properties, all required, and the given members.</summary>
    public static SpontaneousService Service(string properties, string amount, string subject = "Prova", string ui = "{}")
    {
        var fields = Parse($"{{{properties}}}").EnumerateObject().Select(field => field.Name);
        return SpontaneousService.Compile(
            Settings(
                $$"""
                {"enabled":true,"department":"tributi","title":"Prova","subject":{{JsonSerializer.Serialize(subject)}},
                 "schema":{"type":"object","properties":{{{properties}}},"required":{{JsonSerializer.Serialize(fields)}}},
                 "amount":{{amount}},"validity":{"days":1},"debtor":{"kinds":["F"]},"ui":{{ui}}}
                """
            )
        );
    }

    public static SpontaneousSettings Settings(string json) =>
        JsonSerializer.Deserialize<SpontaneousSettings>(json, Api.Http.Json.Options)!;

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    /// <summary>The values of data that must be accepted.</summary>
    public static FormValues Values(this SpontaneousService service, string data)
    {
        var validation = new Validation();
        var values = service.Read(Parse(data), validation);
        validation.ThrowIfAny();
        return values;
    }

    /// <summary>The pointers of what is refused in data.</summary>
    public static IReadOnlyList<string> Faults(this FormSchema form, string data)
    {
        var validation = new Validation();
        form.Read(Parse(data), validation);
        return [.. validation.Refusal().Errors.Select(error => error.Pointer)];
    }

    /// <summary>The pointers of a refusal with this code.</summary>
    public static IReadOnlyList<string> Refused(Action action, string code)
    {
        var refusal = Assert.Throws<Refusal>(action);
        Assert.Equal(code, refusal.Code.Value);
        return [.. refusal.Errors.Select(error => error.Pointer)];
    }
}
