using System;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What an answer costs: a token for each word, at prices of a model that is none.</summary>
internal static class AnswerUsage
{
    /// <summary>Nothing at all, in the notation of a server that counts money in seven digits behind the point.</summary>
    public const string NoPrice = "0E-7";

    private const decimal PromptPrice = 0.001m;
    private const decimal CompletionPrice = 0.002m;
    private const decimal PriceUnit = 0.001m;

    /// <param name="query">The question.</param>
    /// <param name="answer">The answer; null if it was stopped, which costs nothing.</param>
    /// <param name="latency">How long it took, in seconds.</param>
    /// <param name="isTimed">Whether the server measures the first token by itself, as it does behind a workflow.</param>
    public static JObject Of(string query, string? answer, double latency, bool isTimed)
    {
        int prompt = answer is null ? 0 : Words(query);
        int completion = answer is null ? 0 : Words(answer);
        return new JObject
        {
            ["prompt_tokens"] = prompt,
            ["prompt_unit_price"] = Text(PromptPrice, 3),
            ["prompt_price_unit"] = Text(PriceUnit, 3),
            ["prompt_price"] = Text(prompt * PromptPrice * PriceUnit, 7),
            ["completion_tokens"] = completion,
            ["completion_unit_price"] = Text(CompletionPrice, 3),
            ["completion_price_unit"] = Text(PriceUnit, 3),
            ["completion_price"] = Text(completion * CompletionPrice * PriceUnit, 7),
            ["total_tokens"] = prompt + completion,
            ["total_price"] = Text(((prompt * PromptPrice) + (completion * CompletionPrice)) * PriceUnit, 7),
            ["currency"] = "USD",
            ["latency"] = latency,
            ["time_to_first_token"] = isTimed ? latency : null,
            ["time_to_generate"] = isTimed ? 0.0 : null,
        };
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Text(decimal price, int digits) =>
        price == 0 ? NoPrice : price.ToString("F" + digits, CultureInfo.InvariantCulture);
}
