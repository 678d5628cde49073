using System.Globalization;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>A filled outline of lines and Bézier curves (ISO 32000-1, 8.5.2) with its own coordinates, such as an icon.</summary>
internal sealed class Shape
{
    private Shape(int width, int height, string data, byte[] operators) =>
        (Width, Height, PathData, Operators) = (width, height, data, operators);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The SVG path data.</summary>
    public string PathData { get; }

    public byte[] Operators { get; }

    /// <summary>
    /// Parses SVG path data in a frame of <paramref name="width"/> by <paramref name="height"/>. Only the absolute commands M, L, H, V, C and Z,
    /// each written out, are supported. The winding rule is non-zero.
    /// </summary>
    public static Shape FromPathData(int width, int height, string data)
    {
        using var to = new PdfBuffer();
        var (x, y) = (0m, 0m);
        foreach (var command in Commands(data))
        {
            var numbers = command[1..]
                .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(number => decimal.Parse(number, CultureInfo.InvariantCulture))
                .ToArray();
            switch (command[0], numbers.Length)
            {
                case ('M', 2) or ('L', 2):
                    (x, y) = (numbers[0], numbers[1]);
                    Point(to, x, y).Add(command[0] == 'M' ? "m "u8 : "l "u8);
                    break;
                case ('H', 1):
                    x = numbers[0];
                    Point(to, x, y).Add("l "u8);
                    break;
                case ('V', 1):
                    y = numbers[0];
                    Point(to, x, y).Add("l "u8);
                    break;
                case ('C', 6):
                    (x, y) = (numbers[4], numbers[5]);
                    Point(to, numbers[0], numbers[1]);
                    Point(to, numbers[2], numbers[3]);
                    Point(to, x, y).Add("c "u8);
                    break;
                case ('Z', 0):
                    to.Add("h "u8);
                    break;
                default:
                    throw new ArgumentException($"The path data hold '{command}', which is not of the supported form.", nameof(data));
            }
        }

        return new Shape(width, height, data, to.Written.ToArray());
    }

    private static IEnumerable<string> Commands(string data)
    {
        var start = 0;
        for (var i = 1; i <= data.Length; i++)
        {
            if (i == data.Length || char.IsAsciiLetter(data[i]))
            {
                yield return data[start..i].Trim();
                start = i;
            }
        }
    }

    private static PdfBuffer Point(PdfBuffer to, decimal x, decimal y) => to.Add(Length.Points(x)).Add(Length.Points(y));
}
