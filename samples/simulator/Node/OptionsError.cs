using System.Text.Json;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>Why a creditor does not tell the payment options of a notice ("Payment Options for Organizations").</summary>
/// <param name="AppErrorCode">For example <c>ODP-107</c>.</param>
/// <param name="ErrorMessage">The creditor's fault and its words.</param>
internal sealed record OptionsError(string AppErrorCode, string ErrorMessage)
{
    /// <summary>Reads an error; null when it is not one of this service.</summary>
    public static OptionsError? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("appErrorCode", out var code)
                && json.RootElement.TryGetProperty("errorMessage", out var message)
                ? new OptionsError(code.ToString(), message.ToString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
