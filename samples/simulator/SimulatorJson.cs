using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>The JSON of every answer. XML in it stays legible: browsers never read these answers as HTML.</summary>
internal static class SimulatorJson
{
    public static readonly JsonSerializerOptions Options = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>A member that is missing, null or unknown is a fault of the request.</summary>
    public static void SetRequests(JsonSerializerOptions options)
    {
        Set(options);
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }

    private static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        return options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }
}
