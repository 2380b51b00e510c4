namespace Dify.Generated;

/// <summary>What a variable of the start node takes.</summary>
internal enum InputVariableKind
{
    Text,
    Option,
    Number,
    TruthValue,
    File,
    FileList,
    Object,
    Anything,
}
