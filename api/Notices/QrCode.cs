using QRCoder;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>A QR code (ISO/IEC 18004) with error correction M, as the guide wants it.</summary>
internal static class QrCode
{
    // The library surrounds a symbol with four light modules; here the layout keeps the space free.
    private const int Quiet = 4;

    /// <summary>The modules, <c>[row, column]</c> from the top left, dark ones true.</summary>
    public static bool[,] Encode(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var size = data.ModuleMatrix.Count - (2 * Quiet);
        var modules = new bool[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                modules[row, column] = data.ModuleMatrix[row + Quiet][column + Quiet];
            }
        }

        return modules;
    }
}
