using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The addresses of what is published about the API.</summary>
internal static class PublicPaths
{
    public const string OpenApi = "/openapi/v1.json";
    public const string OpenApi31 = "/openapi/v1.oas31.json";
    public const string Collection = "/openapi/v1.postman.json";

    /// <summary>The page that explains a refusal; also the type of its problem document.</summary>
    public static string ProblemOf(RefusalCode code) => $"/problems/{code.Value}";
}
