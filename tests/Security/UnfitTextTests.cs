using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Access;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>
/// A text with a null or another character that no text holds is refused wherever it stands in a request, before any statement: not every
/// database can be asked for it, none should keep it, and no message of pagoPA could carry it.
/// </summary>
public class UnfitTextTests(Crossing crossing) : IClassFixture<Crossing>
{
    private const string Unfit = "a\0b";

    [Theory]
    [InlineData("\0")]
    [InlineData("\u0001")]
    [InlineData("\u000b")]
    [InlineData("\u001f")]
    [InlineData("\ufffe")]
    [InlineData("\uffff")]
    public void Some_characters_make_a_text_unfit(string character)
    {
        Assert.False(Texts.AreFit($"a{character}b"));
        Assert.False(Texts.AreFit(character));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Niccolò D’Àncora \U0001F4B6")]
    [InlineData("una riga\r\n\tun’altra")]
    public void Others_do_not(string text) => Assert.True(Texts.AreFit(text));

    [Fact]
    public async Task In_an_address_it_is_refused_by_every_operation()
    {
        var document = await Document();
        var faults = new List<string>();
        foreach (var operation in PublishedOperation.Of(document).Where(one => one.Contract["security"] is not null))
        {
            foreach (var address in Addresses(operation))
            {
                await Look(operation, address, crossing.Bodies.GetValueOrDefault(operation.Name), HttpStatusCode.BadRequest, null, faults);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task In_a_body_it_is_refused_by_every_operation_and_its_place_is_named()
    {
        var document = await Document();
        var faults = new List<string>();
        var places = 0;
        foreach (var operation in PublishedOperation.Of(document).Where(one => crossing.Bodies.ContainsKey(one.Name)))
        {
            foreach (var (pointer, body) in Spoilt(document, operation))
            {
                places++;
                await Look(operation, Address(operation.Path), body, HttpStatusCode.UnprocessableEntity, pointer, faults);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(places > 60, $"Only {places} texts were found in the bodies of all operations.");
    }

    [Fact]
    public void In_a_cursor_it_is_refused()
    {
        var refusal = Assert.Throws<Refusal>(() => Cursor.Decode(Cursor.Encode("elenco", Unfit), "elenco"));
        Assert.Equal(Codes.InvalidCursor, refusal.Code);
    }

    private async Task<JsonNode> Document() => JsonNode.Parse(await crossing.Town.Http().GetStringAsync("/openapi/v1.json"))!;

    private async Task Look(
        PublishedOperation operation,
        string address,
        string? body,
        HttpStatusCode status,
        string? pointer,
        List<string> faults
    )
    {
        var right = Operation.Of(crossing.Town.Api).Single(one => one.Name == operation.Name);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(address, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crossing.Bearers(right, CallerKind.Owner)[0]);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await crossing.Town.Http().SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        // A date or a number with such a character could not be read at all.
        var isRefused = response.StatusCode == status || (pointer is not null && response.StatusCode == HttpStatusCode.BadRequest);
        var names = isRefused ? JsonNode.Parse(text)!["errors"]?.AsArray().Select(error => (string?)error!["pointer"]) : [];
        if (!isRefused || (pointer is not null && names?.Contains(pointer, StringComparer.Ordinal) is not true))
        {
            faults.Add($"{operation.Name} {address} {pointer}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 200)]}");
        }
    }

    /// <summary>The operation's address with each of its variable parts spoilt in turn, and with a parameter that it does not know.</summary>
    private IEnumerable<string> Addresses(PublishedOperation operation)
    {
        var escaped = Uri.EscapeDataString(Unfit);
        foreach (var parameter in operation.Parameters("query"))
        {
            yield return $"{Address(operation.Path)}?{(string)parameter["name"]!}={escaped}";
        }

        foreach (var parameter in operation.Parameters("path"))
        {
            // A null in a path is refused by the server itself (RealServerTests).
            yield return Address(operation.Path.Replace($"{{{(string)parameter["name"]!}}}", "a%01b", StringComparison.Ordinal));
        }

        yield return $"{Address(operation.Path)}?{escaped}=1";
    }

    private string Address(string path)
    {
        var segments = path.Split('/');
        for (var at = 1; at < segments.Length; at++)
        {
            segments[at] = crossing.Objects.GetValueOrDefault($"{path.Split('/')[at - 1]}/{segments[at]}", segments[at]);
        }

        return string.Join('/', segments);
    }

    /// <summary>The operation's body with each of its texts spoilt in turn, those that it has and those that it might have.</summary>
    private IEnumerable<(string Pointer, string Body)> Spoilt(JsonNode document, PublishedOperation operation)
    {
        var usual = crossing.Bodies[operation.Name];
        var schema = operation.Contract["requestBody"]!["content"]!
            .AsObject()
            .First(media => media.Key.EndsWith("json", StringComparison.Ordinal))
            .Value!["schema"]!;
        var texts = Resolve(document, schema)["properties"]!
            .AsObject()
            .Where(property => (string?)Resolve(document, property.Value!)["type"] == "string")
            .Select(property => $"/{property.Key}")
            .Union(TextsOf(JsonNode.Parse(usual)!, ""), StringComparer.Ordinal);
        foreach (var pointer in texts)
        {
            var body = JsonNode.Parse(usual)!;
            var steps = pointer.Split('/')[1..];
            var parent = steps[..^1].Aggregate(body, Step);
            if (parent is JsonArray list)
            {
                list[IndexOf(steps[^1])] = Unfit;
            }
            else
            {
                parent[steps[^1]] = $"\0{parent[steps[^1]]}";
            }

            yield return (pointer, body.ToJsonString());
        }
    }

    private static JsonNode Step(JsonNode node, string step) => node is JsonArray list ? list[IndexOf(step)]! : node[step]!;

    private static int IndexOf(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode Resolve(JsonNode document, JsonNode schema) =>
        ((string?)schema["$ref"] ?? (string?)schema["allOf"]?[0]?["$ref"]) is { } reference
            ? document["components"]!["schemas"]![reference.Split('/')[^1]]!
            : schema;

    private static IEnumerable<string> TextsOf(JsonNode? node, string pointer) =>
        node switch
        {
            JsonObject some => some.SelectMany(member => TextsOf(member.Value, $"{pointer}/{member.Key}")),
            JsonArray list => list.SelectMany((item, at) => TextsOf(item, $"{pointer}/{at}")),
            JsonValue value when value.TryGetValue<string>(out _) => [pointer],
            _ => [],
        };
}
