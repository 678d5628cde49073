namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>The fields of a posted page.</summary>
internal static class Forms
{
    /// <summary>Reads the fields; none when the body is no form.</summary>
    public static async Task<IFormCollection> Read(HttpRequest request, CancellationToken cancellation) =>
        request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
}
