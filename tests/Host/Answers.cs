using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>Reads HTTP answers without the SDK.</summary>
internal static class Answers
{
    /// <summary>Sends JSON unchanged.</summary>
    public static async Task<HttpResponseMessage> PostText(this HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content);
    }

    /// <summary>Replaces a resource with JSON, unchanged; by default with any version.</summary>
    public static async Task<HttpResponseMessage> PutText(this HttpClient client, string path, string json, string? ifMatch = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    /// <summary>Sends JSON unchanged, with an <c>Idempotency-Key</c>.</summary>
    public static async Task<HttpResponseMessage> PostOnce(this HttpClient client, string path, string json, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>The JSON of an answer with the expected status.</summary>
    public static async Task<JsonNode> Expect(this Task<HttpResponseMessage> answer, HttpStatusCode status)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {status}, got {response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The problem of a refusal with the expected code; checks its shape.</summary>
    public static async Task<JsonNode> ExpectProblem(this Task<HttpResponseMessage> answer, HttpStatusCode status, string code)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {status}, got {response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal($"/problems/{code}", (string?)problem["type"]);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.Equal(response.RequestMessage!.RequestUri!.AbsolutePath, (string?)problem["instance"]);
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), (string?)problem["requestId"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["detail"]));
        return problem;
    }

    /// <summary>The fields that a problem names.</summary>
    public static IEnumerable<string> Pointers(this JsonNode problem) =>
        problem["errors"]!.AsArray().Select(error => (string)error!["pointer"]!);

    /// <summary>Issues a key as the administrator.</summary>
    public static async Task<string> IssueKey(this ApiHost host, string[] scopes, string? organization = null, string? department = null)
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await admin
            .PostAsJsonAsync(
                "/v1/api-keys",
                new
                {
                    name = "Prova",
                    scopes,
                    organization,
                    department,
                },
                JsonSerializerOptions.Web
            )
            .Expect(HttpStatusCode.Created);
        return (string)issued["key"]!;
    }
}
