using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Serves the reference page, and writes it to the file published beside the document.</summary>
internal static class ReferenceSite
{
    /// <summary>The command that writes the page: <c>reference DOCUMENT PAGE</c>.</summary>
    public const string Verb = "reference";

    public const string Path = "/docs/reference";

    private static readonly string Policy =
        "default-src 'none'; frame-ancestors 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ReferenceStyle.Sheet)))}'";

    public static void Write(string document, string page) =>
        File.WriteAllText(page, new ReferencePage(JsonNode.Parse(File.ReadAllText(document))!).Html());

    public static void MapReference(this WebApplication app)
    {
        var page = new KeptDocument("text/html; charset=utf-8", () => Make(app.Services));
        app.MapGet(
                Path,
                (HttpResponse response) =>
                {
                    response.Headers.ContentSecurityPolicy = Policy;
                    return page.Answer(response);
                }
            )
            .ExcludeFromDescription();
    }

    private static async Task<string> Make(IServiceProvider services) =>
        new ReferencePage(JsonNode.Parse(await OpenApi.Write(services))!).Html();
}
