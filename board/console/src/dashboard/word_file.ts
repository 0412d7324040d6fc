// The report as a Word file (OOXML), made in the browser; read only when somebody asks for one.
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { blocksOf, type Block } from './report_text'
import { verbatim } from '@/language/say'

const kFont = { ascii: 'Times New Roman', eastAsia: verbatim('仿宋'), hAnsi: 'Times New Roman' }
const kHeadFont = { ...kFont, eastAsia: verbatim('黑体') }

function paragraph({ kind, text }: Block): Paragraph {
  if (kind === 'title') return new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, spacing: { after: 320 }, children: [new TextRun({ text, bold: true, size: 36, color: '000000', font: kHeadFont })] })
  if (kind === 'heading') return new Paragraph({ heading: HeadingLevel.HEADING_1, spacing: { before: 200 }, indent: { firstLine: 640 }, children: [new TextRun({ text, size: 32, color: '000000', font: kHeadFont })] })
  return new Paragraph({ spacing: { line: 560 }, indent: { firstLine: 640 }, children: [new TextRun({ text, size: 32, font: kFont })] })
}

export const wordFile = (text: string): Promise<Blob> => Packer.toBlob(new Document({ sections: [{ children: blocksOf(text).map(paragraph) }] }))
