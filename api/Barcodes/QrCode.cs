using QRCoder;

namespace Lecce.Riscossione.Api.Barcodes;

/// <summary>A QR code (ISO/IEC 18004) with error correction M, which the guide requires.</summary>
internal static class QrCode
{
    // The library adds a quiet zone of four modules; here the layout reserves it.
    private const int Quiet = 4;

    /// <summary>The modules, <c>[row, column]</c> from the top left, true for dark.</summary>
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
