using System.Net;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>What the published document promises of every answer, and what none may tell.</summary>
internal static partial class PromisedAnswer
{
    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public static string? Fault(JsonNode document, FuzzedRequest request, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        if (status >= (int)HttpStatusCode.InternalServerError)
        {
            return "is a failure";
        }

        if (!request.IsPathHostile && request.Operation.Contract["responses"]![$"{status}"] is null)
        {
            return "has a status that the document does not name";
        }

        return status < (int)HttpStatusCode.BadRequest
            // The bytes of a printed page spell anything.
            ? IsReadable(response) && Inside().IsMatch(text)
                ? "shows internals"
                : null
            : response.Content.Headers.ContentType?.MediaType != Problems.ContentType
                ? "is no problem+json"
                : ProblemFault(document, response, text);
    }

    private static bool IsReadable(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType
            is not (MediaTypeNames.Application.Pdf or MediaTypeNames.Application.Zip or LogoType.Png or LogoType.Jpeg);

    private static string? ProblemFault(JsonNode document, HttpResponseMessage response, string text)
    {
        if (Inside().IsMatch(text) || Person().IsMatch(text))
        {
            return "shows internals or personal data";
        }

        var problem = JsonNode.Parse(text)!.AsObject();
        var code = Codes.All.FirstOrDefault(one => one.Value == (string?)problem["code"]);
        return code is null || Problems.StatusOf(code) != (int)response.StatusCode ? "has a code that is not that of its status"
            : (int)problem["status"]! != (int)response.StatusCode ? "tells another status"
            : (string?)problem["requestId"] != response.Headers.GetValues("X-Request-Id").Single() ? "tells another request id"
            : SchemaFault(document, document["components"]!["schemas"]!["Problem"]!, problem, "");
    }

    /// <summary>Where a value breaks the document's rules for it; null when it breaks none.</summary>
    private static string? SchemaFault(JsonNode document, JsonNode schema, JsonNode? value, string pointer)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
        }

        return (string?)schema["type"] switch
        {
            _ when value is null => (bool?)schema["nullable"] ?? false ? null : $"{pointer} is null",
            "string" => value.GetValueKind() == JsonValueKind.String && ((string)value!).Length <= (int)schema["maxLength"]!
                ? null
                : $"{pointer} is no text, or too long",
            "integer" => value.GetValueKind() == JsonValueKind.Number ? null : $"{pointer} is no number",
            "array" => value.AsArray().Count > (int)schema["maxItems"]!
                ? $"{pointer} has too many items"
                : value
                    .AsArray()
                    .Select((item, at) => SchemaFault(document, schema["items"]!, item, $"{pointer}/{at}"))
                    .FirstOrDefault(one => one is not null),
            _ => schema["required"]!.AsArray().Select(name => (string)name!).FirstOrDefault(name => value[name] is null) is { } missing
                ? $"{pointer}/{missing} is missing"
                : value
                    .AsObject()
                    .Select(member =>
                        schema["properties"]![member.Key] is { } property
                            ? SchemaFault(document, property, member.Value, $"{pointer}/{member.Key}")
                            : $"{pointer}/{member.Key} is not in the document"
                    )
                    .FirstOrDefault(one => one is not null),
        };
    }

    [GeneratedRegex(
        @"\bat (Lecce|System|Microsoft)\.|\.cs:line|Exception\b|SQLite|SqlClient|\bSELECT\b|\bINSERT INTO\b|\.db\b|\.dll\b|stack trace",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Inside();

    [GeneratedRegex(@"\b[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Person();
}
